import HTTPServing

/// Calls to the resource server that are allowed and signed.
extension SandboxState {
    /// Does what a call says, and answers.
    mutating func perform(_ call: ResourceCall, _ access: Access, now: Int64) throws(ResourceRefusal) -> HTTPResponse {
        switch call {
        case .createIncomingPayment(let request):
            let payment = try createIncomingPayment(request, for: access, now: now)
            return render(payment, status: 201, now: now)
        case .readIncomingPayment(let id):
            guard let payment = incomingPayments[id], access.reaches(payment.client, widely: .readAll) else {
                throw .notFound
            }
            return render(payment, status: 200, now: now)
        case .completeIncomingPayment(let id):
            return render(try completeIncomingPayment(id, for: access, now: now))
        case .listIncomingPayments(let address, let page):
            return try listIncomingPayments(of: address, page, for: access)
        case .createQuote(let request):
            return render(try createQuote(request, for: access.grant.client, now: now), status: 201)
        case .readQuote(let id):
            guard let quote = quotes[id], access.reaches(quote.client, widely: .readAll) else { throw .notFound }
            return render(quote, status: 200)
        case .createOutgoingPayment(let request):
            let (payment, spent) = try createOutgoingPayment(request, for: access, now: now)
            return render(payment, status: 201, spent: spent)
        case .readOutgoingPayment(let id):
            guard let payment = outgoingPayments[id], access.reaches(payment.client, widely: .readAll) else {
                throw .notFound
            }
            return render(payment, status: 200)
        case .listOutgoingPayments(let address, let page):
            return try listOutgoingPayments(of: address, page, for: access)
        case .readSpending:
            return renderSpending(of: access, now: now)
        }
    }

    /// The wallet of an address; throws if there is none.
    func wallet(at address: String) throws(ResourceRefusal) -> Account {
        guard let account = account(at: address) else { throw .walletUnknown }
        return account
    }

    private func listIncomingPayments(
        of address: String,
        _ request: PageRequest,
        for access: Access
    ) throws(ResourceRefusal) -> HTTPResponse {
        let account = try listable(address)
        let names = incomingOrder.reversed()
            .filter { id in
                guard let payment = incomingPayments[id], payment.walletName == account.name else { return false }
                return access.reaches(payment.client, widely: .listAll)
            }
        return renderPage(try page(request, of: names)) { writer, id in
            guard let payment = incomingPayments[id] else { return }
            write(payment, methods: .leftOut, to: &writer)
        }
    }

    private func listOutgoingPayments(
        of address: String,
        _ request: PageRequest,
        for access: Access
    ) throws(ResourceRefusal) -> HTTPResponse {
        let account = try listable(address)
        let names = outgoingOrder.reversed()
            .filter { id in
                guard let payment = outgoingPayments[id], payment.walletName == account.name else { return false }
                return access.reaches(payment.client, widely: .listAll)
            }
        return renderPage(try page(request, of: names)) { writer, id in
            guard let payment = outgoingPayments[id] else { return }
            write(payment, spent: nil, to: &writer)
        }
    }

    private func listable(_ address: String) throws(ResourceRefusal) -> Account {
        let account = try wallet(at: address)
        guard account.manner != .refusesLists else { throw .insufficientGrant("this wallet lists nothing") }
        return account
    }

    private func page(_ request: PageRequest, of names: [String]) throws(ResourceRefusal) -> PageRequest.Page {
        do throws(Malformation) { return try request.page(of: names) } catch { throw .malformed(error.text) }
    }
}
