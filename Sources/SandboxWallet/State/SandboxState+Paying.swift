/// Outgoing payments, from their making to the moving of their money.
extension SandboxState {
    /// What was spent under a grant before.
    struct Spent: Sendable {
        var debit: Amount
        var receive: Amount
    }

    /// Makes a payment of a quote, which is used up by this, within the grant's limits.
    ///
    /// All is checked before anything is changed. A quote makes one payment, which takes its name.
    mutating func createOutgoingPayment(
        _ request: OutgoingPaymentRequest,
        for access: Access,
        now: Int64
    ) throws(ResourceRefusal) -> (OutgoingPayment, Spent) {
        let account = try wallet(at: request.walletAddress)
        guard outgoingPayments.count < Limits.kept else { throw .full }
        var quote = try quote(for: request, of: account, access.grant.client, now: now)
        guard !quote.isUsed, now < quote.expiresAt, incomingPayments[quote.incoming]?.isOpen(at: now) == true else {
            throw .malformed("invalid quote")
        }
        guard account.manner != .spentLimits else { throw .insufficientGrant("more than the limit") }
        let spent = try checkLimits(of: access, for: quote, now: now)
        quote.isUsed = true
        quotes[quote.id] = quote
        let payment = OutgoingPayment(
            quote: quote,
            grant: access.grant.id,
            client: access.grant.client,
            createdAt: now,
            metadata: request.metadata,
            sent: .zero(quote.debit.asset),
            delivered: .zero(quote.receive.asset)
        )
        precondition(outgoingPayments[payment.id] == nil, "a quote makes one payment")
        outgoingPayments[payment.id] = payment
        outgoingOrder.append(payment.id)
        grants[access.grant.id]?.payments.append(payment.id)
        let delay = account.manner == .slow ? 10_000 : settings.settlementMilliseconds
        due.append((now + delay, payment.id))
        return (payment, spent)
    }

    /// Moves the money of all payments whose time has come, in the order of their times.
    mutating func settle(upTo now: Int64) {
        guard due.contains(where: { $0.time <= now }) else { return }
        let ready = due.filter { $0.time <= now }.sorted { $0.time < $1.time }
        due.removeAll { $0.time <= now }
        for (time, payment) in ready { settle(payment, at: time) }
        ledger.checkInvariants { name in
            guard let account = accounts[name] else { preconditionFailure("the ledger's wallets have accounts") }
            return account.asset
        }
    }

    /// What was spent under a grant in the window of now, or ever if there are no windows.
    func spent(under grant: Grant, _ limits: SpendingLimits?, debit: Asset, receive: Asset, now: Int64) -> Spent {
        let window = limits?.interval?.window(at: now / 1000)
        var spent = Spent(debit: .zero(debit), receive: .zero(receive))
        for payment in grant.payments.compactMap({ outgoingPayments[$0] })
        where window?.contains(payment.createdAt / 1000) ?? true {
            let counted = payment.counted
            if counted.debit.asset == debit { spent.debit.add(counted.debit) }
            if counted.receive.asset == receive { spent.receive.add(counted.receive) }
        }
        return spent
    }

    private mutating func quote(
        for request: OutgoingPaymentRequest,
        of account: Account,
        _ client: Client,
        now: Int64
    ) throws(ResourceRefusal) -> Quote {
        switch request.order {
        case .quote(let address):
            let prefix = "\(baseURL)/op/quotes/"
            guard address.hasPrefix(prefix), let quote = quotes[String(address.dropFirst(prefix.count))],
                quote.walletName == account.name, quote.client == client
            else { throw .notFound }
            return quote
        case .debit(let order): return try createQuote(order, for: client, now: now)
        }
    }

    private func checkLimits(of access: Access, for quote: Quote, now: Int64) throws(ResourceRefusal) -> Spent {
        let limits = access.right.limits
        let spent = spent(
            under: access.grant,
            limits,
            debit: quote.debit.asset,
            receive: quote.receive.asset,
            now: now
        )
        guard let limits else { return spent }
        if let receiver = limits.receiver, receiver != quote.receiver {
            throw .insufficientGrant("another receiver")
        }
        if let interval = limits.interval, interval.window(at: now / 1000) == nil {
            throw .insufficientGrant("outside of the interval")
        }
        guard isWithin(limits.debit, spent.debit, quote.debit), isWithin(limits.receive, spent.receive, quote.receive)
        else { throw .insufficientGrant("more than the limit") }
        return spent
    }

    private func isWithin(_ limit: Amount?, _ spent: Amount, _ more: Amount) -> Bool {
        guard let limit else { return true }
        let (sum, isTooBig) = spent.value.addingReportingOverflow(more.value)
        return limit.asset == more.asset && !isTooBig && sum <= limit.value
    }

    private mutating func settle(_ id: String, at time: Int64) {
        guard var payment = outgoingPayments[id], var incoming = incomingPayments[payment.quote.incoming],
            let payer = accounts[payment.walletName], let payee = accounts[incoming.walletName]
        else { preconditionFailure("what is due is there") }
        let promised = payment.quote.receive
        var value = payer.manner == .partial ? promised.value / 2 : promised.value
        value = incoming.isOpen(at: time) ? min(value, incoming.rest) : 0
        let debit = ExchangeRates.share(of: payment.quote.debit, delivering: value, of: promised.value)
        let movements = [
            Ledger.Movement(from: .wallet(payer.name), to: .exchange(payer.asset), amount: debit),
            Ledger.Movement(from: .exchange(payee.asset), to: .wallet(payee.name), amount: Amount(value, payee.asset)),
        ]
        payment.isSettled = true
        if value > 0, ledger.enter(Ledger.Transaction(reason: "payment \(id)", movements: movements)) {
            payment.sent = debit
            payment.delivered.add(Amount(value, promised.asset))
            incoming.received.add(Amount(value, promised.asset))
            incoming.isCompleted = incoming.rest == 0
            incomingPayments[incoming.id] = incoming
        }
        payment.isFailed = payment.delivered.value < promised.value
        outgoingPayments[id] = payment
        let outcome = payment.isFailed ? "failed" : "settled"
        log(outcome, payer.name, "\(id): \(payment.sent.spelled) left, \(payment.delivered.spelled) arrived", at: time)
    }
}
