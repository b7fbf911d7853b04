import DequeModule
import Reactors
import Synchronization

/// Decodes many items on several threads, and gives the results in the order of the items.
///
/// Recovery reads a million records. What can be said of one by itself is found out here, ahead, by helpers and by the
/// caller; what depends on those before it is the caller's, one after the other. The caller never waits while a batch
/// is left that nobody has begun: without helpers it does all of the work. So many batches are under way at most, which
/// bounds the memory, and how far ahead the caller reads does not depend on how fast anybody is.
final class OrderedDecoder<Item: Sendable, Value: Sendable> {
    /// An item, and what became of it.
    typealias Decoded = (item: Item, value: Result<Value, any Error>)

    private let decode: @Sendable (Item) throws -> Value
    private let helpers: [Reactor]
    private let batchBytes: Int

    /// Batches in the order of their items.
    private var batches = Deque<Batch>()

    /// The batches that nobody has begun, for the helpers.
    private let waiting = Waiting()

    private var items: [Item] = []
    private var gatheredBytes = 0
    private var hasStarted = false
    private var nextHelper = 0

    /// Work for so many helper threads, which start with the second batch, and for the caller.
    init(
        helpers: Int,
        batchBytes: Int = Limits.decodedBytesPerBatch,
        decode: @escaping @Sendable (Item) throws -> Value
    ) {
        self.decode = decode
        self.batchBytes = batchBytes
        self.helpers = (0..<helpers).map { Reactor(name: "decoder-\($0)") }
    }

    deinit {
        for helper in helpers { helper.stop() }
    }

    /// Takes an item of about so many bytes, and gives the results that are due by now, often none.
    func add(_ item: Item, bytes: Int) -> [Decoded] {
        items.append(item)
        gatheredBytes += bytes
        guard gatheredBytes >= batchBytes else { return [] }
        begin()
        return batches.count > Limits.decodedBatchesAhead * (helpers.count + 1) ? removeFirst() ?? [] : []
    }

    /// Gives the next results, in pieces, once no item follows; nil behind the last.
    func removeFirst() -> [Decoded]? {
        begin()
        guard let first = batches.popFirst() else { return nil }
        while !first.isDecoded {
            guard let next = waiting.popFirst() else {
                first.waitUntilDecoded()
                break
            }
            next.decode(with: decode)
        }
        return first.takeResults()
    }

    /// Makes a batch of what was gathered, and offers it to the helpers.
    private func begin() {
        guard !items.isEmpty else { return }
        let batch = Batch(items)
        items = []
        gatheredBytes = 0
        batches.append(batch)
        waiting.append(batch)
        // One batch alone is as soon decoded here.
        guard !helpers.isEmpty, batches.count > 1 else { return }
        if !hasStarted {
            hasStarted = true
            for helper in helpers { helper.start() }
        }
        nextHelper = (nextHelper + 1) % helpers.count
        helpers[nextHelper].post { [waiting, decode] in waiting.popFirst()?.decode(with: decode) }
    }

    /// Items that are decoded together, by whoever takes them.
    private final class Batch: Sendable {
        private let items: [Item]
        private let decoded = Mutex<[Decoded]?>(nil)
        private let end = Semaphore()

        init(_ items: [Item]) {
            self.items = items
        }

        var isDecoded: Bool { decoded.withLock { $0 != nil } }

        func decode(with decode: (Item) throws -> Value) {
            let results = items.map { item in (item: item, value: Result { try decode(item) }) }
            decoded.withLock { $0 = results }
            end.signal()
        }

        func waitUntilDecoded() {
            end.wait()
        }

        /// What was decoded, once.
        func takeResults() -> [Decoded] {
            decoded.withLock { decoded in
                guard let results = decoded else { preconditionFailure("the batch was waited for") }
                decoded = nil
                return results
            }
        }
    }

    /// The batches that nobody has begun, first come first served.
    private final class Waiting: Sendable {
        private let batches = Mutex(Deque<Batch>())

        func append(_ batch: Batch) {
            batches.withLock { $0.append(batch) }
        }

        func popFirst() -> Batch? {
            batches.withLock { $0.popFirst() }
        }
    }
}
