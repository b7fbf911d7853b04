import Glibc
import Synchronization
import Testing

@testable import CheckoutEngine

/// Many threads decode, and nobody can tell from the results.
struct OrderedDecoderTests {
    private struct Refusal: Error, Equatable {
        let item: Int
    }

    /// What a decoder makes of so many numbers, each of ten bytes, in batches of a hundred.
    private func results(of count: Int, helpers: Int, refusing refused: Set<Int> = []) -> [String] {
        let decoder = OrderedDecoder<Int, String>(helpers: helpers, batchBytes: 1000) { item in
            if refused.contains(item) { throw Refusal(item: item) }
            return "\(item * 2)"
        }
        var results: [String] = []
        func take(_ decoded: [OrderedDecoder<Int, String>.Decoded]) {
            for (item, value) in decoded {
                switch value {
                case .success(let text): results.append("\(item) \(text)")
                case .failure(let error): results.append("\(item) \((error as? Refusal)?.item == item)")
                }
            }
        }
        for item in 0..<count { take(decoder.add(item, bytes: 10)) }
        while let decoded = decoder.removeFirst() { take(decoded) }
        return results
    }

    @Test(arguments: [0, 1, 3], [0, 1, 99, 100, 101, 5_432])
    func `gives all results in the order of the items`(helpers: Int, count: Int) {
        let refused: Set<Int> = [0, 50, 99, 100, 4_000]
        let expected = (0..<count).map { refused.contains($0) ? "\($0) true" : "\($0) \($0 * 2)" }
        #expect(results(of: count, helpers: helpers, refusing: refused) == expected)
    }

    @Test(arguments: [0, 2])
    func `reads ahead by a bound that does not depend on anybody's speed`(helpers: Int) {
        let decoder = OrderedDecoder<Int, Int>(helpers: helpers, batchBytes: 1) { $0 }
        var given = 0
        for item in 0..<1000 {
            given += decoder.add(item, bytes: 1).count
            #expect(item + 1 - given == min(item + 1, Limits.decodedBatchesAhead * (helpers + 1)))
        }
    }

    @Test func `helpers do a part of the work`() {
        let threads = Mutex<Set<UInt>>([])
        let decoder = OrderedDecoder<Int, Int>(helpers: 1, batchBytes: 1) { item in
            threads.withLock { _ = $0.insert(OrderedDecoderTests.thread) }
            return item
        }
        // Until both have come; the caller alone would come to the end.
        for item in 0..<20_000_000 where threads.withLock({ $0.count < 2 }) {
            _ = decoder.add(item, bytes: 1)
        }
        #expect(threads.withLock { $0.count } == 2)
    }

    private static var thread: UInt { UInt(pthread_self()) }
}
