import Reactors

/// Timeouts: one timer a connection, which is set again when it fires rather than at every event.
extension Connection {
    /// Notes what is waited for; the time runs from the first note.
    func wait(for waiting: Waiting) {
        guard waiting != self.waiting else { return }
        self.waiting = waiting
        switch waiting {
        case .nothing: readDeadline = .distantFuture
        case .request: readDeadline = reactor.now.advanced(byNanoseconds: worker.times.idle)
        case .head: readDeadline = reactor.now.advanced(byNanoseconds: worker.times.head)
        case .body: readDeadline = reactor.now.advanced(byNanoseconds: worker.times.body)
        }
    }

    /// Sees to it that the timer fires no later than the next deadline; it may fire earlier.
    func updateDeadline() {
        let deadline = min(readDeadline, writeDeadline)
        guard deadline < timerDeadline else { return }
        if let timer { reactor.cancel(timer) }
        timerDeadline = deadline
        timer = reactor.schedule(at: deadline) { [self] in timerFired() }
    }

    private func timerFired() {
        timer = nil
        timerDeadline = .distantFuture
        let now = reactor.now
        if writeDeadline <= now {
            cut()
        } else if readDeadline <= now {
            timeOut()
        }
        settle()
    }

    private func timeOut() {
        readDeadline = .distantFuture
        switch phase {
        case .receiving where waiting != .request: refuse(for: .requestTimeout)
        case .receiving, .lingering: close()
        case .exchanging, .streaming, .finishing, .closed: break
        }
    }
}
