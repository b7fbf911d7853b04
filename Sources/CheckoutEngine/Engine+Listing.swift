import Checkout
import Synchronization
import WriteAheadLog

extension Engine {
    /// Makes a page of a merchant's sessions, newest first, merged over all shards.
    ///
    /// Sessions made after the call began are not on it, so that shards asked one after the other agree.
    package func list(
        _ query: SessionQuery,
        then complete: @escaping @Sendable (Result<SessionPage, Unavailability>) -> Void
    ) {
        let upTo = query.before.map { $0 - 1 } ?? context.log.lastSequence
        let looks = max(Limits.sessionsPerFilteredPage / shards.count, query.limit + 1)
        let assembly = PageAssembly(query: query, shards: shards.count)
        let gate = gateOfCaller
        for shard in shards {
            let isTaken = shard.enter { shard in
                let part = shard.page(of: query, upTo: upTo, looks: looks)
                guard let result = assembly.add(part.map { .success($0) } ?? .failure(.storage)) else {
                    return
                }
                gate.hold(until: result.durableFrom, of: shard.context.log) { complete(result.page) }
            }
            if !isTaken, let result = assembly.add(.failure(.overloaded)) {
                complete(result.page)
            }
        }
    }
}

/// Gathers the shards' parts of one page.
private final class PageAssembly: Sendable {
    /// What has come so far.
    private struct Parts {
        var missing: Int
        var parts: [Shard.PagePart] = []
        var failure: Unavailability?
    }

    private let query: SessionQuery
    private let parts: Mutex<Parts>

    init(query: SessionQuery, shards: Int) {
        self.query = query
        parts = Mutex(Parts(missing: shards))
    }

    /// Takes a shard's part; the whole page with the last one.
    func add(
        _ part: Result<Shard.PagePart, Unavailability>
    ) -> (page: Result<SessionPage, Unavailability>, durableFrom: UInt64)? {
        parts.withLock { parts in
            switch part {
            case .success(let part): parts.parts.append(part)
            case .failure(let reason): parts.failure = reason
            }
            parts.missing -= 1
            guard parts.missing == 0 else {
                return nil
            }
            if let failure = parts.failure {
                return (.failure(failure), 0)
            }
            return (.success(merge(parts.parts)), parts.parts.map(\.durableFrom).max() ?? 0)
        }
    }

    private func merge(_ parts: [Shard.PagePart]) -> SessionPage {
        // Below this sequence some shard has not looked yet: what others found there waits for the next page.
        let lookedThrough = parts.map(\.lookedThrough).max() ?? 0
        let found = parts.flatMap(\.sessions)
            .filter { $0.firstSequence >= lookedThrough }
            .sorted { $0.firstSequence > $1.firstSequence }
        let page = Array(found.prefix(query.limit))
        guard found.count <= query.limit else {
            return SessionPage(sessions: page, next: page.last?.firstSequence)
        }
        return SessionPage(sessions: page, next: lookedThrough == 0 ? nil : lookedThrough)
    }
}
