import Synchronization

/// Reading, and what comes of it.
extension Connection {
    /// Reads once; what is left is reported again in the next turn.
    func receive() {
        switch SystemCalls.receive(descriptor, into: worker.scratch) {
        case .blocked: return
        case .failed: return close()
        case .moved(0): endInput()
        case .moved(let count):
            HTTPCounters.add(count, to: worker.counters.bytesIn)
            take(UnsafeRawBufferPointer(rebasing: worker.scratch[..<count]))
        }
        settle()
    }

    private func take(_ bytes: UnsafeRawBufferPointer) {
        switch phase {
        case .receiving:
            input.append(bytes)
            process()
        case .exchanging, .streaming: input.append(bytes)
        case .finishing, .lingering:
            discarded += bytes.count
            if phase == .lingering, discarded >= worker.limits.lingerBytes { close() }
        case .closed: break
        }
    }

    private func endInput() {
        hasInputEnded = true
        switch phase {
        case .receiving: process()
        case .lingering: close()
        case .exchanging, .streaming, .finishing, .closed: break
        }
    }

    /// Takes requests out of the input until one is unfinished or unanswered.
    func process() {
        while phase == .receiving, !isHeldBack {
            switch parser.advance(&input, &request) {
            case .needsHead:
                wait(for: input.count > 0 ? .head : .request)
                return checkEnd()
            case .needsBody:
                guard admits() else { return }
                continueIfAwaited()
                wait(for: .body)
                return checkEnd()
            case .whole: beginExchange()
            case .fault(let fault):
                if fault == .bodyTooLarge, !admits() { return }
                refuse(for: fault)
            }
        }
    }

    /// Asks the handler, once a request, whether its body is wanted; `false` if it has answered.
    private func admits() -> Bool {
        guard !isAdmitted else { return true }
        isAdmitted = true
        switch worker.handler.admit(request, on: reactor) {
        case .refuse(let response):
            answer(response)
            return false
        case .read:
            return true
        }
    }

    /// Asks for the body of a client that waits to be asked (RFC 9110, section 10.1.1).
    private func continueIfAwaited() {
        // Pointless once a part of the body is there.
        guard parser.waitsForContinue, !hasContinued, request.body.isEmpty, input.count == 0, request.version == .http11
        else { return }
        hasContinued = true
        output.append { $0.append(contentsOf: "HTTP/1.1 100 Continue\r\n\r\n") }
        worker.markDirty(self)
    }

    /// Without more input an unfinished request stays unfinished.
    private func checkEnd() {
        guard hasInputEnded else { return }
        finish()
    }
}
