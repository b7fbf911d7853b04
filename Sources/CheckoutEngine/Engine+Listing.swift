import Checkout
import WriteAheadLog

extension Engine {
    /// Makes a page of a merchant's sessions, newest first, merged over all shards.
    ///
    /// Sessions made after the call began are not on it, so that shards asked one after the other agree.
    package func list(
        _ query: SessionQuery,
        then complete: @escaping @Sendable (Result<Page<StoredSession>, Unavailability>) -> Void
    ) {
        list(query, looks: Limits.sessionsPerFilteredPage, then: complete)
    }

    /// Makes a page likewise, looking at no more sessions than so many, or than a full page takes.
    func list(
        _ query: SessionQuery,
        looks: Int,
        then complete: @escaping @Sendable (Result<Page<StoredSession>, Unavailability>) -> Void
    ) {
        let upTo = query.before.map { $0 - 1 } ?? context.log.lastSequence
        page(limit: query.limit, looks: looks, then: complete) { shard, looks in
            shard.page(of: query, upTo: upTo, looks: looks)
        }
    }

    /// Makes a page of what the shards find, of which none looks at more than its share of `looks`, or than a full page
    /// takes; a shard that gives no part cannot log what is due before it.
    func page<Element: Listed>(
        limit: Int,
        looks: Int = Limits.sessionsPerFilteredPage,
        then complete: @escaping @Sendable (Result<Page<Element>, Unavailability>) -> Void,
        part: @escaping @Sendable (_ shard: isolated Shard, _ looks: Int) -> PagePart<Element>?
    ) {
        let looks = max(looks / shards.count, limit + 1)
        let assembly = PageAssembly<Element>(limit: limit, shards: shards.count)
        let gate = gateOfCaller
        for shard in shards {
            let isTaken = shard.enter { shard in
                let found = part(shard, looks)
                guard let result = assembly.add(found.map { .success($0) } ?? .failure(.storage)) else {
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
