import Reactors
import Synchronization

/// The body of a reply that is sent piece by piece.
///
/// May be used from any thread, by one at a time if the order of the pieces matters. When the last reference goes
/// before `finish`, the stream is aborted, so that no client takes half a body for a whole one.
package final class HTTPStream: Sendable {
    private let connection: Connection
    private let flow: StreamFlow

    init(connection: Connection, flow: StreamFlow) {
        self.connection = connection
        self.flow = flow
    }

    deinit {
        guard isOpen else { return }
        abort()
    }

    /// Whether the client is still there and the body unfinished.
    package var isOpen: Bool { flow.isOpen.load(ordering: .relaxed) }

    /// Sends a piece; `false` says that it was not taken, since too much waits already (see `onWritable`) or the
    /// stream is over.
    ///
    /// A piece is taken whole as long as no more than `HTTPLimits.heldOutputBytes` wait, so that the most that ever
    /// waits is that and one piece.
    package func write(_ piece: [UInt8]) -> Bool {
        guard isOpen, flow.held <= connection.worker.limits.heldOutputBytes else { return false }
        flow.posted.add(piece.count, ordering: .relaxed)
        onReactor { connection, flow in
            flow.posted.subtract(piece.count, ordering: .relaxed)
            connection.write(piece, flow)
        }
        return true
    }

    /// Calls once, on the reactor, when at most half of what may wait does, or the stream is over; the last call
    /// counts.
    package func onWritable(_ body: @escaping @Sendable () -> Void) {
        onReactor { connection, flow in connection.notify(flow, whenWritable: body) }
    }

    /// Ends the body.
    package func finish() {
        onReactor { connection, flow in connection.finishStream(flow) }
    }

    /// Cuts the connection.
    package func abort() {
        onReactor { connection, flow in connection.abortStream(flow) }
    }

    private func onReactor(_ body: @escaping @Sendable (Connection, StreamFlow) -> Void) {
        guard !connection.reactor.isCurrent else { return body(connection, flow) }
        connection.reactor.post { [connection, flow] in body(connection, flow) }
    }
}
