import Checkout
package import CheckoutEngine
package import HTTPServing

/// The parameters of a list, checked: which page, how long, which sessions.
package struct ListParameters {
    private static let names = [
        "limit", "cursor", "status", "client_reference_id", "created_after", "created_before",
    ]

    /// How many sessions a page has.
    package let limit: Int

    /// Where the page begins; nil for the newest session.
    package let before: UInt64?

    /// Which sessions.
    package let filters: SessionQuery.Filters

    /// Reads the query of a list.
    package init(of request: borrowing HTTPRequest, caller: Caller, cursorKey: [UInt8]) throws(APIError) {
        let query = try QueryParameters(of: request, allowing: Self.names)
        limit = try Self.limit(query["limit"])
        let given = try Self.filters(query)
        guard let text = query["cursor"] else {
            before = nil
            filters = given
            return
        }
        guard let cursor = ListCursor(text, for: caller, key: cursorKey) else {
            throw .cursorUnknown
        }
        try Self.check(query, given, against: cursor)
        before = cursor.before
        filters = cursor.filters
    }

    /// Reads the length of a page.
    static func limit(_ text: String?) throws(APIError) -> Int {
        guard let text else {
            return 10
        }
        guard let limit = Int(text), (1...100).contains(limit), String(limit) == text else {
            throw .invalid(.parameterInvalid, "'limit' is a whole number from 1 to 100.", param: "limit")
        }
        return limit
    }

    private static func filters(_ query: QueryParameters) throws(APIError) -> SessionQuery.Filters {
        var filters = SessionQuery.Filters()
        if let text = query["status"] {
            guard let status = SessionStatus(parsing: text) else {
                let all = SessionStatus.allCases.map(\.text.description).joined(separator: ", ")
                throw .invalid(.parameterInvalid, "'status' is one of \(all).", param: "status")
            }
            filters.status = status
        }
        filters.clientReferenceID = try reference(query)
        filters.createdAfter = try time(query, "created_after")
        // Sessions are made at whole seconds: before a part of a second is before the next whole one.
        filters.createdBefore = try time(query, "created_before")
            .map { hasFraction(query["created_before"]) ? $0 + 1 : $0 }
        return filters
    }

    private static func reference(_ query: QueryParameters) throws(APIError) -> String? {
        guard let text = query["client_reference_id"] else {
            return nil
        }
        guard Checkout.Limits.clientReferenceCharacters.contains(text.unicodeScalars.count) else {
            let most = Checkout.Limits.clientReferenceCharacters.upperBound
            throw .invalid(
                .parameterInvalid,
                "'client_reference_id' has at most \(most) characters.",
                param: "client_reference_id"
            )
        }
        return text
    }

    private static func hasFraction(_ time: String?) -> Bool {
        guard let fraction = time?.split(separator: ".", maxSplits: 1).dropFirst().first else {
            return false
        }
        return fraction.contains { ("1"..."9").contains($0) }
    }

    private static func time(_ query: QueryParameters, _ name: String) throws(APIError) -> Timestamp? {
        guard let text = query[name] else {
            return nil
        }
        guard let time = Timestamp(parsing: text) else {
            throw .invalid(.parameterInvalid, "'\(name)' is a time in UTC such as 2026-06-15T00:00:00Z.", param: name)
        }
        return time
    }

    /// Filters beside a cursor may only say again what it carries.
    private static func check(
        _ query: QueryParameters,
        _ given: SessionQuery.Filters,
        against cursor: ListCursor
    ) throws(APIError) {
        let carried = cursor.filters
        let agrees: [(String, Bool)] = [
            ("status", given.status == carried.status),
            ("client_reference_id", given.clientReferenceID == carried.clientReferenceID),
            ("created_after", given.createdAfter == carried.createdAfter),
            ("created_before", given.createdBefore == carried.createdBefore),
        ]
        for (name, agrees) in agrees where query[name] != nil && !agrees {
            throw .cursorOfOtherFilter(name)
        }
    }
}
