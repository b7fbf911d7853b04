import DequeModule

/// Who is next when many wait for many: each key has its turn, with as many under way as it may have.
///
/// A key that has a million waiting gets its share of the turns and no more; one whose elements take long holds its own
/// places and nobody else's.
struct FairQueue<Key: Hashable & Sendable, Element: Sendable>: Sendable {
    /// What waits and runs for one key.
    private struct Line: Sendable {
        var waiting = Deque<Element>()
        var running = 0
        var limit: Int
        var isInTurn = false

        var mayStart: Bool { !waiting.isEmpty && running < limit }
    }

    private let limit: Int
    private let totalLimit: Int
    private var lines: [Key: Line] = [:]
    private var turn = Deque<Key>()

    /// How many are under way.
    private(set) var running = 0

    /// How many wait.
    private(set) var waiting = 0

    /// Lets `limit` be under way for each key, and `totalLimit` in all.
    init(limit: Int, totalLimit: Int) {
        precondition(limit > 0 && totalLimit > 0, "somebody may be under way")
        self.limit = limit
        self.totalLimit = totalLimit
    }

    /// Puts an element at the end of its key's line.
    mutating func append(_ element: Element, for key: Key) {
        lines[key, default: Line(limit: limit)].waiting.append(element)
        waiting += 1
        takeTurn(key)
    }

    /// Starts the next element, or nil if nobody may start; `didEnd` follows for each.
    mutating func start() -> (key: Key, element: Element)? {
        guard running < totalLimit, let key = turn.popFirst() else {
            return nil
        }
        guard var line = lines.removeValue(forKey: key), let element = line.waiting.popFirst() else {
            preconditionFailure("a key in turn has something waiting")
        }
        line.running += 1
        line.isInTurn = false
        lines[key] = line
        running += 1
        waiting -= 1
        takeTurn(key)
        return (key, element)
    }

    /// An element of a key is done; from now on so many of that key may be under way.
    mutating func didEnd(for key: Key, limit: Int) {
        guard var line = lines.removeValue(forKey: key), line.running > 0 else {
            preconditionFailure("what ends was started")
        }
        line.running -= 1
        line.limit = limit
        running -= 1
        guard line.running > 0 || !line.waiting.isEmpty else {
            return
        }
        lines[key] = line
        takeTurn(key)
    }

    private mutating func takeTurn(_ key: Key) {
        guard let line = lines[key], line.mayStart, !line.isInTurn else {
            return
        }
        lines[key]?.isInTurn = true
        turn.append(key)
    }
}
