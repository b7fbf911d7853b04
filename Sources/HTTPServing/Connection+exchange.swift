import Synchronization

/// Requests and replies, one exchange at a time.
extension Connection {
    /// Gives a whole request to the handler.
    func beginExchange() {
        exchange &+= 1
        phase = .exchanging
        wait(for: .nothing)
        HTTPCounters.add(1, to: worker.counters.requests)
        isHandling = true
        worker.handler.handle(request, on: reactor, reply: HTTPReply(connection: self, exchange: exchange))
        isHandling = false
        request.trim()
    }

    /// Takes the reply to an exchange; one that is not open any more is left alone.
    func complete(_ number: UInt64, _ response: HTTPResponse) {
        guard number == exchange, phase == .exchanging else { return }
        endTask()
        let closes = closesAfterwards || response.closesConnection
        queue(response, closes: closes)
        endExchange(closes: closes)
    }

    /// Replies and closes, whatever was to come.
    func answer(_ response: HTTPResponse) {
        queue(response, closes: true)
        finish()
    }

    /// Replies to what is no request, or none that is served.
    func refuse(for fault: HTTPFault) {
        HTTPCounters.add(1, to: worker.counters.faults)
        answer(worker.handler.response(to: fault))
    }

    /// The exchange is answered: the next one may begin.
    func endExchange(closes: Bool) {
        guard !closes else { return finish() }
        phase = .receiving
        isAdmitted = false
        hasContinued = false
        parser.reset()
        worker.markDirty(self)
        // The handler's caller looks at the input next, when it is still in its call.
        if !isHandling { input.count > 0 || hasInputEnded ? worker.resume(self) : wait(for: .request) }
    }

    /// The client, its version or the server's own end asks for a close.
    var closesAfterwards: Bool { parser.closes || worker.isDraining }

    /// No exchange follows: send what is queued, then close.
    func finish() {
        exchange &+= 1
        phase = .finishing
        wait(for: .nothing)
        worker.markDirty(self)
    }

    private func queue(_ response: HTTPResponse, closes: Bool) {
        let hasBody = response.status != 204 && response.status != 304
        let head = ResponseHead(
            status: response.status,
            fields: response.fields,
            body: hasBody ? .fixed(response.body.count) : .none,
            closes: closes
        )
        output.append { [worker] in head.append(to: &$0, date: worker.date) }
        if hasBody, request.method != .head { output.append(contentsOf: response.body) }
    }
}
