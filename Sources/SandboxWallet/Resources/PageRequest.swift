/// Which part of a list is asked for: so many behind a cursor, or so many before it.
struct PageRequest: Sendable {
    /// A part of a list, and whether there is more on either side.
    struct Page {
        let items: ArraySlice<String>
        let hasPrevious: Bool
        let hasNext: Bool
    }

    private let count: Int
    private let cursor: String?
    private let isBackward: Bool

    /// Reads `first`, `last` and `cursor`.
    init(_ query: FormParameters) throws(Malformation) {
        guard query["first"] == nil || query["last"] == nil else { throw Malformation("'first' or 'last', not both") }
        cursor = query["cursor"]
        isBackward = query["last"] != nil
        guard !isBackward || cursor != nil else { throw Malformation("'last' needs a 'cursor'") }
        let text = query["first"] ?? query["last"] ?? "20"
        guard let count = Int(text), Limits.pageItems.contains(count), text.utf8.allSatisfy({ $0 >= 0x30 }) else {
            throw Malformation("'first' and 'last' are numbers from 1 to 100")
        }
        self.count = count
    }

    /// The part of a list; throws if the cursor is not in it.
    func page(of list: [String]) throws(Malformation) -> Page {
        var range = 0..<min(count, list.count)
        if let cursor {
            guard let place = list.firstIndex(of: cursor) else { throw Malformation("the cursor is not in the list") }
            range =
                isBackward
                ? max(0, place - count)..<place : place + 1..<min(list.count, place + 1 + count)
        }
        // An empty page says nothing of what stands beside it.
        guard !range.isEmpty else { return Page(items: [], hasPrevious: false, hasNext: false) }
        return Page(
            items: list[range],
            hasPrevious: range.lowerBound > 0,
            hasNext: range.upperBound < list.count
        )
    }
}
