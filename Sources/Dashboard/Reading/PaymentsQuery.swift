import Checkout
import CheckoutEngine
import Pages

/// What the list of payments is asked for: what to look for, which sessions, and where the page begins.
struct PaymentsQuery: Sendable {
    var search = ""
    var status: SessionStatus?
    var mode: SessionMode?

    /// The first day, and the last one, as they stand in their fields.
    var firstDay = ""
    var lastDay = ""

    /// Where the page begins; nil for the newest session.
    var before: UInt64?

    /// What is wrong with it, in words for people.
    private(set) var problem: String?

    private var start: Timestamp?
    private var end: Timestamp?

    /// Reads the query of the page; a field that is empty counts as left out.
    init(_ fields: FormFields?) {
        guard let fields else { return }
        func text(_ name: String) -> String? { fields[name].flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed } }
        search = text("search") ?? ""
        firstDay = text("from") ?? ""
        lastDay = text("to") ?? ""
        if search.unicodeScalars.count > Limits.searchCharacters {
            problem = "What is searched for has at most \(Limits.searchCharacters) characters."
        }
        if let name = text("status") {
            status = SessionStatus(parsing: name)
            if status == nil { problem = "There is no such status." }
        }
        if let name = text("kind") {
            mode = SessionMode.allCases.first { $0.text.description == name }
            if mode == nil { problem = "There is no such kind of session." }
        }
        start = Self.day(firstDay)
        end = Self.day(lastDay).map { $0 + 86_400 }
        if (start == nil && !firstDay.isEmpty) || (end == nil && !lastDay.isEmpty) {
            problem = "A day is written like 2026-06-15."
        } else if let start, let end, start >= end {
            problem = "The first day comes after the last one."
        }
        if let place = text("before") {
            before = UInt64(place)
            if before == nil || before == 0 { problem = "There is no such page." }
        }
    }

    /// Whether only some sessions are wanted.
    var isFiltered: Bool {
        !search.isEmpty || status != nil || mode != nil || !firstDay.isEmpty || !lastDay.isEmpty
    }

    /// The same as the engine takes it.
    var filters: SessionQuery.Filters {
        var filters = SessionQuery.Filters()
        filters.search = search.isEmpty ? nil : search
        filters.status = status
        filters.mode = mode
        // Sessions are made at whole seconds: from a day on is after its last second before.
        filters.createdAfter = start.map { $0 - 1 }
        filters.createdBefore = end
        return filters
    }

    /// The query that asks for the page that begins at a place.
    func query(before place: UInt64?) -> String {
        let fields: [(String, String)] = [
            ("search", search), ("status", status?.text.description ?? ""), ("kind", mode?.text.description ?? ""),
            ("from", firstDay), ("to", lastDay), ("before", place.map(String.init) ?? ""),
        ]
        return FormFields.query(fields)
    }

    /// The beginning of a day in UTC; nil for what is none.
    private static func day(_ text: String) -> Timestamp? {
        text.utf8.count == 10 ? Timestamp(parsing: "\(text)T00:00:00Z") : nil
    }
}
