import Reactors
import Synchronization

/// Sending, and closing so that the client gets what was sent.
extension Connection {
    /// Sends what is queued; once a turn, and when the socket has room again.
    func flush() {
        isDirty = false
        guard phase != .closed else { return }
        let wasHeldBack = isHeldBack
        switch output.send(to: descriptor) {
        case .failed: return close()
        case .blocked: noteBlocked(hasMoved: false)
        case .moved(let count):
            HTTPCounters.add(count, to: worker.counters.bytesOut)
            if output.isEmpty {
                isBlocked = false
                writeDeadline = .distantFuture
            } else {
                noteBlocked(hasMoved: true)
            }
        }
        if output.isEmpty, phase == .finishing { endSending() }
        noteStreamProgress()
        if wasHeldBack, !isHeldBack, phase == .receiving { worker.resume(self) }
        settle()
    }

    private func noteBlocked(hasMoved: Bool) {
        if hasMoved || !isBlocked {
            writeDeadline = reactor.now.advanced(byNanoseconds: worker.times.writeStall)
        }
        isBlocked = true
    }

    /// Says that nothing follows, and lets the client read it before the socket goes (RFC 9112, section 9.6).
    ///
    /// Closing a socket whose input was not read to its end makes the kernel send a reset, which may overtake the
    /// reply.
    private func endSending() {
        guard !hasInputEnded else { return close() }
        SystemCalls.endSending(descriptor)
        phase = .lingering
        readDeadline = reactor.now.advanced(byNanoseconds: worker.times.linger)
        if discarded + input.count >= worker.limits.lingerBytes { close() }
    }
}
