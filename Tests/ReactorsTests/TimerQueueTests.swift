import Testing

@testable import Reactors

struct TimerQueueTests {
    private final class Log {
        var fired: [Int] = []
    }

    private func time(_ nanoseconds: Int) -> MonotonicTime {
        MonotonicTime(nanoseconds: Int64(nanoseconds))
    }

    private func fire(_ queue: inout TimerQueue, at now: Int) {
        while let work = queue.popDue(at: time(now)) { work() }
    }

    @Test func `timers fire at their deadlines, not before, equal ones in the order they were set`() {
        var queue = TimerQueue()
        let log = Log()
        for (number, deadline) in [30, 10, 20, 10].enumerated() {
            _ = queue.schedule(at: time(deadline)) { log.fired.append(number) }
        }
        fire(&queue, at: 9)
        #expect(log.fired == [])
        fire(&queue, at: 10)
        #expect(log.fired == [1, 3])
        fire(&queue, at: 30)
        #expect(log.fired == [1, 3, 2, 0])
        #expect(queue.nextDeadline == nil)
    }

    @Test func `an identifier means one timer only, also after its slot is used again`() {
        var queue = TimerQueue()
        let log = Log()
        let first = queue.schedule(at: time(1)) { log.fired.append(1) }
        fire(&queue, at: 1)
        _ = queue.schedule(at: time(2)) { log.fired.append(2) }
        queue.cancel(first)
        fire(&queue, at: 2)
        #expect(log.fired == [1, 2])
    }

    @Test func `cancelled timers do not pile up`() {
        var queue = TimerQueue()
        for number in 0..<10_000 {
            let timer = queue.schedule(at: time(1_000_000 + number)) {}
            queue.cancel(timer)
        }
        #expect(queue.count == 0)
        #expect(queue.heapCount <= 2 * Limits.cancelledTimers + 2)
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `any mix of settings, cancels and firings does what a sorted list does`(seed: UInt64) {
        var random = Numbers(state: seed)
        var queue = TimerQueue()
        let log = Log()
        var model: [(deadline: Int, number: Int, id: TimerID)] = []
        var expected: [Int] = []
        var now = 0
        for number in 0..<5000 {
            switch random.next() % 4 {
            case 0, 1:
                let deadline = now + Int(random.next() % 100)
                let id = queue.schedule(at: time(deadline)) { log.fired.append(number) }
                model.append((deadline, number, id))
            case 2 where !model.isEmpty:
                let index = Int(random.next() % UInt64(model.count))
                queue.cancel(model[index].id)
                model.remove(at: index)
            default:
                now += Int(random.next() % 20)
                let due = model.filter { $0.deadline <= now }
                    .sorted { ($0.deadline, $0.number) < ($1.deadline, $1.number) }
                expected += due.map(\.number)
                model.removeAll { $0.deadline <= now }
                fire(&queue, at: now)
                #expect(log.fired == expected, "seed \(seed), step \(number)")
            }
            #expect(queue.count == model.count, "seed \(seed), step \(number)")
        }
    }

    /// Numbers that follow from a seed (xorshift64).
    private struct Numbers {
        var state: UInt64

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }
}
