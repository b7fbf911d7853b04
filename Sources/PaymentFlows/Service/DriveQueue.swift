import Checkout
import Synchronization

/// Sessions whose payments wait to be driven, each once in the line, so many at the same time.
final class DriveQueue: Sendable {
    private let limit: Int
    private let requests: AsyncStream<SessionID>
    private let asking: AsyncStream<SessionID>.Continuation
    private let queued = Mutex<Set<SessionID>>([])

    /// A line of which `limit` are driven at the same time.
    init(atOnce limit: Int) {
        self.limit = limit
        (requests, asking) = AsyncStream.makeStream()
    }

    /// Has a session's payment driven when it is its turn.
    func add(_ session: SessionID) {
        guard queued.withLock({ $0.insert(session).inserted }) else { return }
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
                    self.queued.withLock { _ = $0.remove(session) }
                    await drive(session)
                }
            }
            group.cancelAll()
        }
    }
}
