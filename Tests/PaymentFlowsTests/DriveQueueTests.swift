import Checkout
import Synchronization
import Testing

@testable import PaymentFlows

/// What waits to be driven.
@Suite(.timeLimit(.minutes(1))) struct DriveQueueTests {
    /// Who is under way now, and how many were at most.
    private struct Crowd {
        var waiting: [CheckedContinuation<Void, Never>] = []
        var most = 0
        var done: [SessionID] = []
    }

    private static let sessions = (1...20).map { SessionID(partition: 1, stripe: 1, random: UInt128($0)) }

    @Test func `so many go on at a time, each once, and all in the end`() async {
        let queue = DriveQueue(atOnce: 3)
        let crowd = Mutex(Crowd())
        #expect(queue.isIdle)
        for session in Self.sessions + Self.sessions { queue.add(session) }
        #expect(!queue.isIdle)
        let running = Task {
            await queue.run { session in
                await withCheckedContinuation { continuation in
                    crowd.withLock { crowd in
                        crowd.waiting.append(continuation)
                        crowd.most = max(crowd.most, crowd.waiting.count)
                    }
                }
                crowd.withLock { $0.done.append(session) }
            }
        }
        while crowd.withLock({ $0.done.count }) < Self.sessions.count {
            let ready = crowd.withLock { crowd in
                let left = Self.sessions.count - crowd.done.count
                guard crowd.waiting.count == min(3, left) else { return [] as [CheckedContinuation<Void, Never>] }
                return [crowd.waiting.removeFirst()]
            }
            for continuation in ready { continuation.resume() }
            await Task.yield()
        }
        #expect(crowd.withLock(\.most) == 3)
        #expect(Set(crowd.withLock(\.done)) == Set(Self.sessions))
        running.cancel()
        await running.value
        #expect(queue.isIdle)
    }
}
