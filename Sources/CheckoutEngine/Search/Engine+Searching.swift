import Checkout
import Reactors
import WriteAheadLog

extension Engine {
    /// Looks through a merchant's sessions, newest first, for a page of those that fit.
    ///
    /// It looks at ``Limits/sessionsPerSearch`` sessions at most, and for ``Limits/searchMilliseconds`` at most, and
    /// lets others in after each ``Limits/sessionsPerSearchTurn``; then it says how far back it has come, and the next
    /// query goes on there.
    package func search(
        _ query: SessionQuery,
        then complete: @escaping @Sendable (Result<SearchPage, Unavailability>) -> Void
    ) {
        let run = SearchRun(query, until: MonotonicTime.current + .milliseconds(Limits.searchMilliseconds))
        goOn(run, looks: Limits.sessionsPerSearchTurn, at: gateOfCaller.reactor, complete)
    }

    /// Makes a turn of a search, and those that follow.
    func goOn(
        _ run: SearchRun,
        looks: Int,
        at reactor: Reactor,
        _ complete: @escaping @Sendable (Result<SearchPage, Unavailability>) -> Void
    ) {
        list(run.query, looks: looks) { result in
            switch result {
            case .failure(let reason):
                complete(.failure(reason))
            case .success(let page):
                let run = run.taking(page, looked: looks)
                if run.isOver(at: MonotonicTime.current) {
                    self.finish(run, complete)
                } else {
                    // Whoever came meanwhile is served between two turns.
                    reactor.post { self.goOn(run, looks: looks, at: reactor, complete) }
                }
            }
        }
    }

    private func finish(
        _ run: SearchRun,
        _ complete: @escaping @Sendable (Result<SearchPage, Unavailability>) -> Void
    ) {
        guard let next = run.next else {
            complete(.success(SearchPage(sessions: run.found, next: nil, searchedBackTo: nil)))
            return
        }
        // The newest session that nobody has looked at tells how far back that was; if there is none, that was all.
        let rest = SessionQuery(
            merchant: run.query.merchant,
            keyMode: run.query.keyMode,
            before: next,
            limit: 1,
            filters: SessionQuery.Filters()
        )
        list(rest) { result in
            complete(
                result.map { page in
                    let newest = page.elements.first
                    return SearchPage(
                        sessions: run.found,
                        next: newest == nil ? nil : next,
                        searchedBackTo: newest?.createdAt
                    )
                }
            )
        }
    }
}
