import Checkout
import CheckoutEngine

/// What happens: customers, the merchant, the network, the clocks and the end of machines, by seed.
extension PaymentRun {
    /// How far the machine's clock may be off, in seconds: wallets take no request of one that is off by five minutes.
    private static let clockError: Int64 = 200

    /// All of it, and a look at the books behind each thing.
    func mischief() throws {
        wallets.setFaults(perThousand: [0, 0, 20, 100, 300].randomElement(using: &random) ?? 0)
        try addSession()
        for _ in 0..<Int.random(in: 20...80, using: &random) {
            try happen()
            if machine.hasEnded {
                if Bool.random(using: &random) { passAway(seconds: .random(in: 1...600, using: &random)) }
                try restart()
            }
            try look()
        }
    }

    private func happen() throws {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<40: act()
        case 40..<48: comeBack()
        case 48..<68: try pass(seconds: .random(in: 1...15, using: &random))
        case 68..<74: try pass(seconds: .random(in: 16...900, using: &random))
        case 74: try pass(seconds: .random(in: 900...4000, using: &random))
        case 75..<77: try end(Bool.random(using: &random) ? .expire : .cancel)
        case 77..<80 where customers.count < 3: try addSession()
        case 80..<86: wallets.add(SimulatedWallets.Storm(using: &random))
        case 86, 87: wallets.heal()
        case 88..<91: wallets.planEnd(after: .random(in: 1...24, using: &random))
        case 91..<94: machine.plan(crash(), after: .random(in: 1...60, using: &random))
        case 94: machine.end()
        case 95..<97: setClock(by: .random(in: -Self.clockError...Self.clockError, using: &random) - clockOffset)
        case 97: setClock(by: -clockOffset)
        case _: break
        }
        // Most things take a moment, so that what follows finds them half done or done.
        try pass(seconds: [0, 0, 1, 5].randomElement(using: &random) ?? 0)
    }

    private func crash() -> Crash {
        Bool.random(using: &random) ? .kill : .powerCut(seed: random.next())
    }

    private func act() {
        guard let customer = customers.randomElement(using: &random) else { return }
        let (service, machine, whim) = (service, machine, SeededGenerator(seed: random.next()))
        trace.note("  \(customer.session.text) acts")
        begin { await customer.act(at: service, on: machine, whim) }
    }

    private func comeBack() {
        guard let customer = customers.randomElement(using: &random) else { return }
        let (service, whim) = (service, SeededGenerator(seed: random.next()))
        trace.note("  \(customer.session.text) comes back")
        begin { await customer.comeBack(at: service, whim) }
    }

    private func end(_ command: SessionCommand) throws {
        guard let customer = customers.randomElement(using: &random) else { return }
        trace.note("  \(customer.session.text): \(command)")
        let request = ChangeSession(
            merchant: Self.merchant,
            keyMode: .test,
            claim: nil,
            session: customer.session,
            command: command
        )
        engine.submit(request) { _ in }
        try settle()
    }

    /// Sets the machine's clock off, and no time passes.
    func setClock(by seconds: Int64) {
        trace.note("  the clock is set by \(seconds) s")
        clockOffset += seconds
        clock.set(forwardBySeconds: seconds)
    }

    /// Lets time pass while no machine runs.
    private func passAway(seconds: Int64) {
        time.pass(nanoseconds: seconds * 1_000_000_000)
        clock.pass(nanoseconds: seconds * 1_000_000_000)
        wallets.performLateCalls()
    }

    private func addSession() throws {
        let isDonor = Int.random(in: 0..<4, using: &random) == 0
        let lifetime = Int64.random(in: 1800...7200, using: &random)
        guard let newSession = Self.newSession(isDonor: isDonor, lifetime: lifetime) else {
            preconditionFailure("the session is in order")
        }
        let request = CreateSession(merchant: Self.merchant, keyMode: .test, claim: nil, newSession: newSession)
        let engine = engine
        let outcome = try ask {
            await withCheckedContinuation { continuation in
                engine.submit(request) { continuation.resume(returning: $0) }
            }
        }
        // Where the machine ends, or the log has no room, there is none.
        guard case .done(let body) = outcome,
            let session = SessionID(parsing: body.dropFirst(7).prefix(SessionID.characters))
        else { return }
        figures.sessions += 1
        customers.append(Customer(of: session, isDonor: isDonor, wallets.sandbox))
    }

    private static func newSession(isDonor: Bool, lifetime: Int64) -> NewSession? {
        guard let currency = try? Currency("usd"),
            let page = try? RedirectURL("https://shop.example.com/ok?s={CHECKOUT_SESSION_ID}", keyMode: .test),
            let bounds = try? CustomUnitAmount(minimum: 100, maximum: 900, preset: nil)
        else { return nil }
        return NewSession(
            mode: isDonor ? .donation : .payment,
            currency: currency,
            lineItems: [LineItem(name: "Tea", unitAmount: isDonor ? nil : 4998)],
            amountTotal: isDonor ? 0 : 4998,
            recurring: nil,
            customUnitAmount: isDonor ? bounds : nil,
            successURL: page,
            cancelURL: page,
            metadata: Metadata(),
            clientReferenceID: nil,
            customerEmail: nil,
            lifetimeSeconds: lifetime
        )
    }
}
