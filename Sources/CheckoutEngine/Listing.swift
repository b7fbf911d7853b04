import Checkout

/// Sessions of one merchant and mode in one shard, oldest first.
///
/// Sequences only grow, so that adding is appending and finding is a binary search. A session that left stays as a gap
/// until half of the array is gaps.
struct Listing: Sendable {
    /// Whose sessions.
    struct Key: Hashable, Sendable {
        let merchant: MerchantID
        let keyMode: KeyMode
    }

    /// A place in the list: a session, or the gap that one has left.
    private struct Entry: Sendable {
        let sequence: UInt64
        var session: StoredSession?
    }

    private var entries: [Entry] = []
    private var gaps = 0

    /// How many sessions are listed.
    var count: Int {
        entries.count - gaps
    }

    mutating func append(_ session: StoredSession) {
        precondition(entries.last.map { $0.sequence <= session.firstSequence } ?? true, "sequences only grow")
        entries.append(Entry(sequence: session.firstSequence, session: session))
    }

    /// Adds out of order; `sort` follows before anything else is asked.
    mutating func restore(_ session: StoredSession) {
        entries.append(Entry(sequence: session.firstSequence, session: session))
    }

    mutating func sort() {
        entries.sort { $0.sequence < $1.sequence }
    }

    mutating func replace(_ session: StoredSession) {
        guard let index = index(of: session) else {
            preconditionFailure("a session that changes is listed")
        }
        entries[index].session = session
    }

    mutating func remove(_ session: StoredSession) {
        guard let index = index(of: session) else {
            preconditionFailure("a session that leaves is listed")
        }
        entries[index].session = nil
        gaps += 1
        if gaps > 64, gaps * 2 > entries.count {
            entries.removeAll { $0.session == nil }
            gaps = 0
        }
    }

    /// Looks at sessions newest first, from the last one at or before `sequence` on, until `visit` says stop.
    func walk(from sequence: UInt64, _ visit: (StoredSession) -> Bool) {
        var index = firstIndex { $0.sequence > sequence }
        while index > 0 {
            index -= 1
            if let session = entries[index].session, !visit(session) {
                return
            }
        }
    }

    /// The sequence of the newest session made before a time, or 0.
    func lastSequence(createdBefore time: Timestamp) -> UInt64 {
        // Gaps have no time of their own: the search needs one that grows, so it runs over what is still there.
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            guard let probe = (middle..<high).first(where: { entries[$0].session != nil }) else {
                high = middle
                continue
            }
            if let session = entries[probe].session, session.createdAt < time {
                low = probe + 1
            } else {
                high = middle
            }
        }
        return low == 0 ? 0 : entries[low - 1].sequence
    }

    private func index(of session: StoredSession) -> Int? {
        var index = firstIndex { $0.sequence >= session.firstSequence }
        // One record may have made several sessions only in theory; the walk costs nothing and needs no such promise.
        while index < entries.count, entries[index].sequence == session.firstSequence {
            if entries[index].session?.id == session.id {
                return index
            }
            index += 1
        }
        return nil
    }

    private func firstIndex(where isPast: (Entry) -> Bool) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if isPast(entries[middle]) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }
}
