import Testing

@testable import Webhooks

@Suite struct FairQueueTests {
    @Test func `each key has its turn, however many one of them has waiting`() {
        var queue = FairQueue<String, Int>(limit: 2, totalLimit: 100)
        for number in 0..<50 { queue.append(number, for: "busy") }
        queue.append(1, for: "a")
        queue.append(2, for: "b")
        var started: [String] = []
        while let (key, _) = queue.start() { started.append(key) }
        #expect(started == ["busy", "a", "b", "busy"])
        #expect(queue.running == 4)
        #expect(queue.waiting == 48)
    }

    @Test func `elements of a key start in their order, as many at a time as its limit says`() {
        var queue = FairQueue<String, Int>(limit: 3, totalLimit: 100)
        for number in 0..<6 { queue.append(number, for: "a") }
        var started: [Int] = []
        while let (_, element) = queue.start() { started.append(element) }
        #expect(started == [0, 1, 2])
        // The destination fails: one at a time from now on, once those under way are done.
        queue.didEnd(for: "a", limit: 1)
        queue.didEnd(for: "a", limit: 1)
        #expect(queue.start() == nil)
        queue.didEnd(for: "a", limit: 1)
        #expect(queue.start()?.element == 3)
        #expect(queue.start() == nil)
        queue.didEnd(for: "a", limit: 3)
        #expect(queue.start()?.element == 4)
        #expect(queue.start()?.element == 5)
        #expect(queue.start() == nil)
    }

    @Test func `no more are under way in all than the total says, and none is forgotten`() {
        var queue = FairQueue<Int, Int>(limit: 4, totalLimit: 5)
        for key in 0..<10 { for number in 0..<3 { queue.append(number, for: key) } }
        var underWay: [Int] = []
        var ended = 0
        repeat {
            while let (key, _) = queue.start() { underWay.append(key) }
            #expect(queue.running <= 5)
            guard let key = underWay.popLast() else { break }
            queue.didEnd(for: key, limit: 4)
            ended += 1
        } while true
        #expect(ended == 30)
        #expect(queue.running == 0)
        #expect(queue.waiting == 0)
    }

    @Test func `a queue of nothing starts nothing`() {
        var queue = FairQueue<Int, Int>(limit: 1, totalLimit: 1)
        #expect(queue.start() == nil)
        #expect(queue.waiting == 0)
    }
}
