import Synchronization

/// What a stream's writer and its connection both know.
final class StreamFlow: Sendable {
    /// Bytes on their way to the reactor.
    let posted = Atomic<Int>(0)

    /// Bytes that wait in the connection's output.
    let queued = Atomic<Int>(0)

    let isOpen = Atomic<Bool>(true)

    var held: Int { posted.load(ordering: .relaxed) + queued.load(ordering: .relaxed) }
}
