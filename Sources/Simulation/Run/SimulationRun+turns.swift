import Checkout
import CheckoutEngine

/// Letting reactors take turns, and taking what comes of them.
extension SimulationRun {
    /// Lets some turns be taken.
    func take(_ turns: Int) throws {
        for _ in 0..<turns where !machine.hasEnded {
            guard machine.step() else { return }
            try receive()
        }
    }

    /// Lets turns be taken until none has anything to do; then nobody waits for anything.
    func settle() throws {
        repeat {
            try machine.settle { try receive() }
            try receiveRest()
        } while machine.hasWork && !machine.hasEnded
        guard !machine.hasEnded else { return }
        if let waiting = model.underWay.keys.min() { throw Violation("request \(waiting) is never answered") }
        if server.hasCallsUnderWay { throw Violation("an operator's call does not return") }
    }

    /// Takes what was on its way when the machine ended: some of it comes through.
    func receiveLast() throws {
        guard let network = running?.network else { return }
        for reply in network.takeSome() { try receive(reply) }
    }

    /// Lets time pass, which everybody under way sees.
    func pass(milliseconds: Int64) {
        machine.clock.pass(nanoseconds: milliseconds * 1_000_000)
        model.see(seconds)
    }

    /// Sends a request.
    func send(_ request: Request, _ fate: SimulatedNetwork.Fate = .whole) {
        trace.note("    request \(request.number)")
        model.send(request, at: seconds)
        var walk: Walk?
        if case .page(let number) = request.kind { walk = model.walks[number] }
        server.send(request, walk: walk, fate)
    }

    /// Sends a request over a connection that may be cut.
    func sendOverNetwork(_ request: Request) {
        send(request, SimulatedNetwork.Fate(using: &machine.random))
    }

    /// Takes what has come through.
    private func receive() throws {
        try receiveEvents()
        for reply in server.network.takeSome() { try receive(reply) }
        for result in server.takeResults() { try receive(result) }
    }

    /// Takes everything that is on its way.
    private func receiveRest() throws {
        for reply in server.network.takeAll() { try receive(reply) }
        for result in server.takeResults() { try receive(result) }
    }

    private func receive(_ reply: SimulatedNetwork.Reply) throws {
        guard let answer = reply.answer else { return loseConnection(of: reply.number) }
        figures.answers += 1
        trace.note("    answer \(reply.number): \(answer)")
        try model.receive(reply.number, answer, at: seconds)
    }

    /// Whoever has sent a key asks again under it; all others must look what has become of their request.
    private func loseConnection(of number: Int) {
        figures.cuts += 1
        trace.note("    cut \(number)")
        guard let request = model.lose(number), request.claim != nil, !machine.hasEnded else { return }
        let again = request.repeated(as: nextNumber())
        trace.note("    asks again as \(again.number)")
        sendOverNetwork(again)
    }

    private func receive(_ result: CallResult) throws {
        switch result {
        case .merchantIsThere(let id): directory.seeMerchant(id)
        case .keyIsThere(let id): directory.seeKey(id)
        case .keyIsRevoked(let id): directory.seeRevoked(id)
        case .figures(let figures): try check(figures)
        case .eventIsReported(let id, let isTaken): if isTaken { events.seeAcknowledged(id) }
        case .events(let sessions, let listed): listedEvents = (sessions, listed)
        case .paymentIsDue(let step): take(step)
        case .paymentIsTaken(let step, let after):
            try payments.seeTaken(step, after)
            goOnPaying(step.session)
        case .paymentIsRefused(let step, let refusal): try receive(refusal, of: step)
        case .payments(let shown): shownPayments = shown
        case .subscriptionIsDue(let step): take(step)
        case .subscriptionIsTaken(let step, let after):
            try subscriptions.seeTaken(step, after)
            goOnPaying(step.subscription.session)
        case .subscriptionIsRefused(let step, let refusal): try receive(refusal, of: step)
        case .subscriptions(let shown): shownSubscriptions = shown
        case .overviews(let shown): shownOverviews = shown
        case .snapshot, .closed, .failed: break
        }
    }
}
