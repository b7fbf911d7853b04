import Checkout
import CheckoutEngine
import SandboxWallet

/// Holding sessions against the wallets' books.
extension PaymentRun {
    /// The longest that anything may take once all is well: the sessions' time, an incoming payment's and its margin,
    /// and some looks.
    private static let restSeconds: Int64 = 6 * 3600

    /// Looks at all sessions, and at the books.
    func look() throws {
        try readSessions()
        let books = wallets.sandbox.books
        for customer in customers { try check(customer.session, books) }
    }

    /// All is well from now on, and nobody does anything: everything must come to rest, and agree.
    func finish() throws {
        wallets.heal()
        machine.planNothing()
        setClock(by: -clockOffset)
        trace.note("all is well")
        var left = Self.restSeconds
        while left > 0 {
            let seconds: Int64 = left > Self.restSeconds - 600 ? 60 : 300
            try pass(seconds: seconds)
            left -= seconds
            try look()
            if seen.values.allSatisfy(isAtRest) { break }
        }
        for payment in seen.values.sorted(by: { $0.session.id.text < $1.session.id.text }) where !isAtRest(payment) {
            let stage = payment.attempt.map { "\($0.stage)" } ?? "none"
            throw Violation(
                "\(payment.session.id.text) does not come to rest: \(stage), \(payment.session.state.status)"
            )
        }
        let books = wallets.sandbox.books
        for payment in seen.values { try checkEnd(of: payment, books) }
    }

    private func readSessions() throws {
        let (engine, ids) = (engine, customers.map(\.session))
        let found = try ask {
            var found: [SessionPayment] = []
            for id in ids { if let payment = (try? await engine.payment(of: id)) ?? nil { found.append(payment) } }
            return found
        }
        for payment in found ?? [] { seen[payment.session.id] = payment }
    }

    /// Whether nothing is left to do for a session.
    private func isAtRest(_ payment: SessionPayment) -> Bool {
        guard let attempt = payment.attempt else { return payment.session.state.status.isFinal }
        return attempt.stage == .closed
    }

    /// The places where a session's money may arrive.
    private func places(of session: SessionID, _ books: ProviderBooks) -> [ProviderBooks.Incoming] {
        books.incoming.filter { $0.reference?.hasPrefix(session.text + "_") ?? false }
    }

    /// What must be so at every time: one price at most has left wallets, and what is called paid is.
    private func check(_ session: SessionID, _ books: ProviderBooks) throws {
        let places = places(of: session, books)
        let urls = Set(places.map(\.url))
        let debits = books.outgoing.filter { urls.contains($0.receiver) && $0.sent > 0 }
        guard debits.count <= 1 else {
            throw Violation("\(session.text) was debited \(debits.count) times: \(debits.map(\.wallet))")
        }
        guard let payment = seen[session] else { return }
        let place = places.first { $0.url == payment.attempt?.incoming?.url }
        guard payment.attempt?.stage != .closed || place?.isOpen != true else {
            throw Violation("\(session.text) is over, and its incoming payment takes money")
        }
        guard payment.session.state.status == .completed else { return }
        guard let place, place.received == place.wanted else {
            throw Violation("\(session.text) is called completed, and is not paid")
        }
    }

    /// What must be so in the end.
    private func checkEnd(of payment: SessionPayment, _ books: ProviderBooks) throws {
        let (state, name) = (payment.session.state, payment.session.id.text)
        let places = places(of: payment.session.id, books)
        let filled = places.filter { $0.received > 0 }
        let outcome = payment.attempt?.outcome
        if let place = filled.first {
            let isWhole = place.received == place.wanted
            guard place.url == payment.attempt?.incoming?.url else {
                throw Violation("\(name) has forgotten where money has arrived")
            }
            let isTold =
                switch state.status {
                case .completed: isWhole
                case .processing: !isWhole && state.paymentStatus == .partiallyPaid && outcome == .partiallyPaid
                case .expired, .canceled: outcome == .paidLate
                case .open, .preparing, .awaitingApproval: false
                }
            guard isTold else {
                throw Violation("\(name): \(place.received) of \(place.wanted ?? 0) came, it is \(state.status)")
            }
            switch state.status {
            case .completed: figures.completed += 1
            case .processing: figures.partlyPaid += 1
            case .expired, .canceled, .open, .preparing, .awaitingApproval: figures.paidLate += 1
            }
        } else {
            guard state.status == .expired || state.status == .canceled else {
                throw Violation("\(name) was not paid, and is \(state.status)")
            }
        }
        try checkWallets(of: payment, places, books)
    }

    /// Wallets hold nothing any more that could move money for a session that has ended.
    private func checkWallets(
        of payment: SessionPayment,
        _ places: [ProviderBooks.Incoming],
        _ books: ProviderBooks
    ) throws {
        let name = payment.session.id.text
        let urls = Set(places.map(\.url))
        let denied = wallets.deniedGrants
        let left = books.approvals.filter { urls.contains($0.receiver ?? "") && !denied.contains($0.grant) }
        guard left.isEmpty else { throw Violation("\(name) has approvals left: \(left.map(\.grant))") }
    }
}
