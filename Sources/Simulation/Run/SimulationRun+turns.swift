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

    /// Lets turns be taken until none has anything to do.
    func settle() throws {
        try machine.settle { try receive() }
        try receive()
    }

    /// Lets time pass, which everybody under way sees.
    func pass(milliseconds: Int64) {
        machine.clock.pass(nanoseconds: milliseconds * 1_000_000)
        model.see(seconds)
    }

    /// Sends a request.
    func send(_ request: Request) {
        trace.note("    request \(request.number)")
        model.send(request, at: seconds)
        var walk: Walk?
        if case .page(let number) = request.kind { walk = model.walks[number] }
        server.send(request, walk: walk)
    }

    /// Takes what has come.
    private func receive() throws {
        for reply in server.takeReplies() {
            figures.answers += 1
            trace.note("    answer \(reply.number): \(reply.answer)")
            try model.receive(reply.number, reply.answer, at: seconds)
        }
        for result in server.takeResults() { try receive(result) }
    }

    private func receive(_ result: CallResult) throws {
        switch result {
        case .merchantIsThere(let id): directory.seeMerchant(id)
        case .keyIsThere(let id): directory.seeKey(id)
        case .keyIsRevoked(let id): directory.seeRevoked(id)
        case .figures(let figures): try check(figures)
        case .snapshot, .closed: break
        }
    }
}
