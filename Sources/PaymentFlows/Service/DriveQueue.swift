import Checkout
import Synchronization

/// Sessions whose payments wait to be driven, each once in the line, so many at the same time.
final class DriveQueue: Sendable {
    private let limit: Int
    private let requests: AsyncStream<SessionID>
    private let asking: AsyncStream<SessionID>.Continuation
    private let state = Mutex(State())

    /// Who waits for a turn, and how many have it.
    private struct State {
        var queued: Set<SessionID> = []
        var underWay = 0
    }

    /// A line of which `limit` are driven at the same time.
    init(atOnce limit: Int) {
        self.limit = limit
        (requests, asking) = AsyncStream.makeStream()
    }

    /// Whether no payment is being driven, and none waits for its turn.
    var isIdle: Bool { state.withLock { $0.queued.isEmpty && $0.underWay == 0 } }

    /// Has a session's payment driven when it is its turn.
    func add(_ session: SessionID) {
        guard state.withLock({ $0.queued.insert(session).inserted }) else { return }
        asking.yield(session)
    }

    /// Drives payments until its task is cancelled; what is under way then is cut off.
    func run(_ drive: @escaping @Sendable (SessionID) async -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            var underWay = 0
            for await session in requests {
                if underWay >= limit {
                    await group.next()
                    underWay -= 1
                }
                underWay += 1
                group.addTask {
                    self.state.withLock { state in
                        state.queued.remove(session)
                        state.underWay += 1
                    }
                    await drive(session)
                    self.state.withLock { $0.underWay -= 1 }
                }
            }
            group.cancelAll()
        }
    }
}
