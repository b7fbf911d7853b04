import Synchronization

/// Replies whose bodies come piece by piece.
extension Connection {
    /// Sends a stream's head: chunked to HTTP/1.1 clients, delimited by the close to others.
    func beginStream(_ number: UInt64, _ head: HTTPResponse, _ flow: StreamFlow) {
        guard number == exchange, phase == .exchanging else { return flow.isOpen.store(false, ordering: .relaxed) }
        precondition(head.status != 204 && head.status != 304, "a reply that has no body is not streamed")
        phase = .streaming
        stream = flow
        isStreamChunked = request.version == .http11
        isStreamSilent = request.method == .head
        if head.closesConnection { closesStream = true }
        let line = ResponseHead(
            status: head.status,
            fields: head.fields,
            body: isStreamChunked ? .chunked : .untilClose,
            closes: closesAfterwards || closesStream
        )
        output.append { [worker] in line.append(to: &$0, date: worker.date) }
        worker.markDirty(self)
        if !head.body.isEmpty { write(head.body, flow) }
    }

    /// Takes a piece; the flow has counted it already.
    func write(_ piece: [UInt8], _ flow: StreamFlow) {
        guard stream === flow, !isStreamSilent, !piece.isEmpty else { return }
        if isStreamChunked {
            output.append { bytes in
                bytes.append(contentsOf: String(piece.count, radix: 16).utf8)
                bytes.append(contentsOf: "\r\n")
            }
            output.append(contentsOf: piece)
            output.append { $0.append(contentsOf: "\r\n") }
        } else {
            output.append(contentsOf: piece)
        }
        flow.queued.store(output.count, ordering: .relaxed)
        worker.markDirty(self)
    }

    /// Ends the body; the connection goes on if it can.
    func finishStream(_ flow: StreamFlow) {
        guard stream === flow else { return }
        if isStreamChunked, !isStreamSilent { output.append { $0.append(contentsOf: "0\r\n\r\n") } }
        let closes = closesAfterwards || closesStream || !isStreamChunked
        endStream()
        endExchange(closes: closes)
        settle()
    }

    /// Cuts the connection, by which the client sees that the body is not whole.
    func abortStream(_ flow: StreamFlow) {
        guard stream === flow else { return }
        cut()
    }

    /// Calls back once, when there is room again or there is no stream any more.
    func notify(_ flow: StreamFlow, whenWritable body: @escaping @Sendable () -> Void) {
        guard stream === flow else { return body() }
        onWritable = body
        noteStreamProgress()
    }

    /// Tells the flow what still waits, and the writer if that is little.
    func noteStreamProgress() {
        guard let stream else { return }
        stream.queued.store(output.count, ordering: .relaxed)
        guard let onWritable, output.count <= worker.limits.heldOutputBytes / 2 else { return }
        self.onWritable = nil
        onWritable()
    }

    func endStream() {
        guard let stream else { return }
        stream.isOpen.store(false, ordering: .relaxed)
        self.stream = nil
        closesStream = false
        let waiting = onWritable
        onWritable = nil
        waiting?()
    }
}
