package import HTTPServing

/// The parameters of a list, checked: which page, how long, and which elements.
package struct ListParameters<Filters: ListFilters>: Sendable {
    /// How many elements a page has.
    package let limit: Int

    /// Where the page begins; nil for the newest element.
    package let before: UInt64?

    /// Which elements.
    package let filters: Filters

    private let caller: Caller
    private let cursorKey: [UInt8]

    /// Reads the query of a list.
    package init(of request: borrowing HTTPRequest, caller: Caller, cursorKey: [UInt8]) throws(APIError) {
        var query = try QueryParameters(of: request, allowing: ["limit", "cursor"] + Filters.names)
        limit = query.value("limit", "'limit' is a whole number from 1 to 100.", Self.limit) ?? 10
        let given = Filters(reading: &query)
        let cursor = query.value("cursor", "This is no cursor that was given to this merchant and mode.") {
            ListCursor<Filters>($0, for: caller, key: cursorKey)
        }
        // Filters beside a cursor may only say again what it carries.
        for name in cursor.map({ given.differences(from: $0.filters) }) ?? [] where query[name] != nil {
            query.note(name, "A cursor carries its filters; this one was made with another '\(name)'.")
        }
        try query.end()
        before = cursor?.before
        filters = cursor?.filters ?? given
        self.caller = caller
        self.cursorKey = cursorKey
    }

    /// What the page that begins there is asked for with.
    func cursor(before place: UInt64) -> String {
        ListCursor(before: place, filters: filters).text(for: caller, key: cursorKey)
    }

    private static func limit(_ text: String) -> Int? {
        Int(text).flatMap { (1...100).contains($0) && String($0) == text ? $0 : nil }
    }
}
