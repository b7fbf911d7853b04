import Dispatch
import Reactors
import TestTools
import Testing

@testable import CheckoutEngine

@Suite struct ShardExecutorTests {
    /// A number that only the holder may touch.
    // Safe because the executor under test lets one thread at a time in; if it did not, the sum would be wrong.
    private final class Sum: @unchecked Sendable {
        var value = 0
    }

    @Test func `threads that come at once are in one after the other, and nothing is left behind`() async throws {
        let executor = ShardExecutor(home: Reactor(name: "test-home"))
        let sum = Sum()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try await onThread {
                        for _ in 0..<20_000 {
                            if executor.begin() {
                                sum.value += 1
                                executor.end()
                            } else {
                                executor.add(.closure { sum.value += 1 })
                            }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(executor.load == 0)
        #expect(sum.value == 80_000)
    }

    @Test func `what finds the shard held waits for nobody, and runs before the holder lets go`() async throws {
        let executor = ShardExecutor(home: Reactor(name: "test-home"))
        let notes = Notes()
        let isHeld = DispatchSemaphore(value: 0)
        let isLeft = DispatchSemaphore(value: 0)
        async let holding: Void = onThread {
            #expect(executor.begin())
            #expect(executor.isCurrent)
            isHeld.signal()
            isLeft.wait()
            notes.add(1)
            #expect(executor.load == 2)
            executor.end()
            #expect(executor.load == 0)
            #expect(!executor.isCurrent)
        }
        try await onThread {
            isHeld.wait()
            #expect(!executor.begin())
            #expect(!executor.isCurrent)
            executor.add(.closure { notes.add(2) })
            isLeft.signal()
        }
        try await holding
        #expect(notes.all == [1, 2])
    }
}
