package import Reactors

/// The one reply to one request, which may be given later and by any thread.
///
/// The first of `send`, `stream` and `complete` counts; whatever follows it is ignored, and so is a reply to a
/// connection that is gone. A reply that is never given leaves the client waiting and the connection open: it is
/// owed.
package struct HTTPReply: Sendable {
    let connection: Connection
    let exchange: UInt64

    /// The reactor the connection lives on.
    package var reactor: Reactor { connection.reactor }

    /// What the handler keeps of this connection from one request to the next; on the connection's reactor only.
    package var note: AnyObject? {
        get { connection.note }
        nonmutating set { connection.note = newValue }
    }

    /// Answers.
    ///
    /// On the connection's reactor the reply is queued at once and leaves at the end of the turn, together with
    /// others; from other threads it goes through the reactor's mailbox.
    package func send(_ response: HTTPResponse) {
        guard !connection.reactor.isCurrent else { return connection.complete(exchange, response) }
        connection.reactor.post { [self] in connection.complete(exchange, response) }
    }

    /// Answers with a head now and a body piece by piece; a body in the head is the first piece.
    ///
    /// The status is none that forbids a body. To an HTTP/1.1 client the body goes in chunks, to others up to the
    /// close.
    package func stream(_ head: HTTPResponse) -> HTTPStream {
        let flow = StreamFlow()
        if connection.reactor.isCurrent {
            connection.beginStream(exchange, head, flow)
        } else {
            connection.reactor.post { [self] in connection.beginStream(exchange, head, flow) }
        }
        return HTTPStream(connection: connection, flow: flow)
    }

    /// Answers with what an asynchronous function returns, or with the handler's words for `.deadlineExceeded`.
    ///
    /// The function runs in a task of its own, off the reactor, and is cancelled at the deadline and when the
    /// client goes. It costs microseconds, which suits pages and not the busiest routes.
    package func complete(within limit: Duration, _ body: @escaping @Sendable () async -> HTTPResponse) {
        let deadline = MonotonicTime.current + limit
        // Owned by the connection, which cancels it when nobody waits for its answer any more.
        let task = Task { @concurrent in send(await body()) }
        if connection.reactor.isCurrent {
            connection.begin(task, exchange: exchange, until: deadline)
        } else {
            connection.reactor.post { [self] in connection.begin(task, exchange: exchange, until: deadline) }
        }
    }
}
