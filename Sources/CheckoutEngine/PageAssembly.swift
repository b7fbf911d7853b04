import Synchronization

/// A shard's part of a page.
struct PagePart<Element: Listed>: Sendable {
    /// What matches, newest first; at most one more than the page's limit.
    var elements: [Element] = []

    /// The place of the last element looked at; 0 if there are no more.
    var lookedThrough: UInt64 = 0

    /// What must be durable before anything of this is shown.
    var durableFrom: UInt64 = 0
}

/// Gathers the shards' parts of one page.
final class PageAssembly<Element: Listed>: Sendable {
    /// What has come so far.
    private struct Parts {
        var missing: Int
        var parts: [PagePart<Element>] = []
        var failure: Unavailability?
    }

    private let limit: Int
    private let parts: Mutex<Parts>

    init(limit: Int, shards: Int) {
        self.limit = limit
        parts = Mutex(Parts(missing: shards))
    }

    /// Takes a shard's part; the whole page with the last one.
    func add(
        _ part: Result<PagePart<Element>, Unavailability>
    ) -> (page: Result<Page<Element>, Unavailability>, durableFrom: UInt64)? {
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

    private func merge(_ parts: [PagePart<Element>]) -> Page<Element> {
        // Below this place some shard has not looked yet: what others found there waits for the next page.
        let lookedThrough = parts.map(\.lookedThrough).max() ?? 0
        let found = parts.flatMap(\.elements)
            .filter { $0.place >= lookedThrough }
            .sorted { $0.place > $1.place }
        let page = Array(found.prefix(limit))
        guard found.count <= limit else {
            return Page(elements: page, next: page.last?.place)
        }
        return Page(elements: page, next: lookedThrough == 0 ? nil : lookedThrough)
    }
}
