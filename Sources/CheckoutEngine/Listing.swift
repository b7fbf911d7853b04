import Checkout

/// Sessions or events of one merchant and mode in one shard, oldest first.
///
/// Places only grow, so that adding is appending and finding is a binary search. What left stays as a gap until half
/// of the array is gaps.
struct Listing<Element: Listed>: Sendable {
    /// A place in the list: an element, or the gap that one has left.
    private struct Entry: Sendable {
        let place: UInt64
        var element: Element?
    }

    private var entries: [Entry] = []
    private var gaps = 0

    /// How many are listed.
    var count: Int {
        entries.count - gaps
    }

    mutating func append(_ element: Element) {
        precondition(entries.last.map { $0.place < element.place } ?? true, "places only grow")
        entries.append(Entry(place: element.place, element: element))
    }

    /// Adds out of order; `sort` follows before anything else is asked.
    mutating func restore(_ element: Element) {
        entries.append(Entry(place: element.place, element: element))
    }

    mutating func sort() {
        entries.sort { $0.place < $1.place }
    }

    mutating func replace(_ element: Element) {
        guard let index = index(of: element) else {
            preconditionFailure("what changes is listed")
        }
        entries[index].element = element
    }

    mutating func remove(_ element: Element) {
        guard let index = index(of: element) else {
            preconditionFailure("what leaves is listed")
        }
        entries[index].element = nil
        gaps += 1
        if gaps > 64, gaps * 2 > entries.count {
            entries.removeAll { $0.element == nil }
            gaps = 0
        }
    }

    /// Looks at elements newest first, from the last one at or before `place` on, until `visit` says stop.
    func walk(from place: UInt64, _ visit: (Element) -> Bool) {
        var index = firstIndex { $0.place > place }
        while index > 0 {
            index -= 1
            if let element = entries[index].element, !visit(element) {
                return
            }
        }
    }

    /// Looks at no more than so many elements from `place` down, and puts those that match into a part of a page.
    func look(
        from place: UInt64,
        limit: Int,
        looks: Int,
        into part: inout PagePart<Element>,
        for matches: (Element) -> Bool
    ) {
        var looked = 0
        walk(from: place) { element in
            guard looked < looks, part.elements.count <= limit else {
                part.lookedThrough = element.place + 1
                return false
            }
            looked += 1
            part.durableFrom = max(part.durableFrom, element.lastSequence)
            if matches(element) { part.elements.append(element) }
            return true
        }
    }

    /// The place of the newest one made before a time, or 0.
    func lastPlace(createdBefore time: Timestamp) -> UInt64 {
        // Gaps have no time of their own: the search needs one that grows, so it runs over what is still there.
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            guard let probe = (middle..<high).first(where: { entries[$0].element != nil }) else {
                high = middle
                continue
            }
            if let element = entries[probe].element, element.createdAt < time {
                low = probe + 1
            } else {
                high = middle
            }
        }
        return low == 0 ? 0 : entries[low - 1].place
    }

    private func index(of element: Element) -> Int? {
        let index = firstIndex { $0.place >= element.place }
        return index < entries.count && entries[index].place == element.place ? index : nil
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
