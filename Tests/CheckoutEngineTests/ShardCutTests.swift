import Checkout
import Synchronization
import Testing

@testable import CheckoutEngine

/// The cut of one shard, step by step.
@Suite struct ShardCutTests {
    private final class Images: Sendable {
        private let images = Mutex<[ShardImage?]>([])

        var all: [ShardImage?] { images.withLock { $0 } }

        /// How many keys stand in the newest image; nil if there is none.
        var keys: Int? { all.last?.map { $0.stripes.reduce(0) { $0 + $1.idempotency.count } } }

        var receiver: ShardCut.Receiver {
            { image in self.images.withLock { $0.append(image) } }
        }
    }

    private let nobody: [UInt128] = []

    private func state(keys: Int) -> ShardState {
        var state = ShardState(router: ShardRouter(shardCount: 1), index: 0)
        for number in 0..<keys { state.remember(UInt128(number), record(sequence: UInt64(number))) }
        return state
    }

    private func record(sequence: UInt64) -> IdempotencyRecord {
        IdempotencyRecord(
            fingerprint: 1,
            firstUsedAt: Timestamp(secondsSinceEpoch: 0),
            sequence: sequence,
            reply: .body(Array("{}".utf8)),
            status: 200
        )
    }

    @Test func `a shard that did nothing since gives what it is`() {
        var cut = ShardCut()
        let images = Images()
        cut.willApply(9, to: state(keys: 1), cutSequence: 0, reserved: nobody)
        cut.willApply(10, to: state(keys: 1), cutSequence: 10, reserved: nobody)
        cut.collect(10, state(keys: 2), reserved: nobody, images.receiver)
        #expect(images.keys == 2)
    }

    @Test func `what is applied behind the cut is not in the image`() {
        var cut = ShardCut()
        let images = Images()
        cut.willApply(11, to: state(keys: 1), cutSequence: 10, reserved: nobody)
        cut.willApply(12, to: state(keys: 2), cutSequence: 10, reserved: nobody)
        #expect(images.all.isEmpty)
        cut.collect(10, state(keys: 3), reserved: nobody, images.receiver)
        #expect(images.keys == 1)
        cut.willApply(21, to: state(keys: 4), cutSequence: 20, reserved: nobody)
        cut.collect(20, state(keys: 5), reserved: nobody, images.receiver)
        #expect(images.keys == 4)
    }

    @Test func `an image waits for the keys that were reserved, and takes those logged before the cut`() {
        var cut = ShardCut()
        let images = Images()
        cut.collect(10, state(keys: 1), reserved: [100, 101, 102], images.receiver)
        cut.didFinish(100, at: 10, record: record(sequence: 10))
        cut.didFinish(101, at: 11, record: record(sequence: 11))
        cut.didFinish(999, at: 5, record: record(sequence: 5))
        #expect(images.all.isEmpty)
        cut.didFinish(102, at: 0, record: nil)
        #expect(images.keys == 2)
        #expect(images.all[0]?.stripes[100].idempotency[100]?.sequence == 10)
    }

    @Test func `a key that is used again takes the place of the one that lapsed`() {
        var cut = ShardCut()
        let images = Images()
        cut.collect(10, state(keys: 3), reserved: [1], images.receiver)
        cut.didFinish(1, at: 9, record: record(sequence: 9))
        #expect(images.keys == 3)
        #expect(images.all[0]?.stripes[1].idempotency[1]?.sequence == 9)
    }

    @Test func `the same cut serves again until something was applied behind it`() {
        var cut = ShardCut()
        let images = Images()
        cut.collect(10, state(keys: 1), reserved: nobody, images.receiver)
        cut.collect(10, state(keys: 1), reserved: nobody, images.receiver)
        #expect(images.keys == 1)
        cut.willApply(11, to: state(keys: 1), cutSequence: 10, reserved: nobody)
        cut.collect(10, state(keys: 2), reserved: nobody, images.receiver)
        #expect(images.all.count == 3)
        #expect(images.keys == nil)
        cut.collect(11, state(keys: 2), reserved: nobody, images.receiver)
        #expect(images.keys == 2)
    }
}

extension ShardCut {
    /// What a shard does between append and apply.
    fileprivate mutating func willApply(
        _ sequence: UInt64,
        to state: ShardState,
        cutSequence: UInt64,
        reserved: some Collection<UInt128>
    ) {
        if willApply(sequence, cutSequence: cutSequence) {
            take(cutSequence, state, reserved: reserved)
        }
    }
}
