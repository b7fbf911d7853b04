import Reactors

/// A search on its way.
struct SearchRun: Sendable {
    /// What was found so far, newest first.
    private(set) var found: [StoredSession] = []

    /// Where the next turn begins; nil at the end of the list.
    private(set) var next: UInt64?

    private let first: SessionQuery
    private let deadline: MonotonicTime
    private let looks: Int
    private var looked = 0

    init(_ query: SessionQuery, until deadline: MonotonicTime, looks: Int = Limits.sessionsPerSearch) {
        first = query
        next = query.before
        self.deadline = deadline
        self.looks = looks
    }

    /// The query of the next turn.
    var query: SessionQuery {
        SessionQuery(
            merchant: first.merchant,
            keyMode: first.keyMode,
            before: next,
            limit: first.limit - found.count,
            filters: first.filters
        )
    }

    /// The search behind a turn that has found this.
    func taking(_ page: Page<StoredSession>, looked count: Int) -> SearchRun {
        var run = self
        run.found += page.elements
        run.next = page.next
        run.looked += count
        return run
    }

    /// Whether the search is to say now how far it has come.
    func isOver(at now: MonotonicTime) -> Bool {
        next == nil || found.count >= first.limit || looked >= looks || now >= deadline
    }
}
