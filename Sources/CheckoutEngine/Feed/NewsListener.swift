import Checkout
import Reactors
import Synchronization

/// Who is told of a merchant's sessions: always on one reactor, and nothing behind the end.
final class NewsListener: Sendable {
    /// Whose sessions.
    let key: ListingKey

    /// The key under which somebody follows.
    let apiKey: KeyID

    /// Where it is told.
    let reactor: Reactor

    private let onNews: @Sendable (FeedNews) -> Void
    private let isOver = Atomic(false)

    init(
        _ key: ListingKey,
        as apiKey: KeyID,
        on reactor: Reactor,
        onNews: @escaping @Sendable (FeedNews) -> Void
    ) {
        self.key = key
        self.apiKey = apiKey
        self.reactor = reactor
        self.onNews = onNews
    }

    /// Passes news on; any thread.
    func tell(_ news: FeedNews) {
        reactor.post { if !self.isOver.load(ordering: .acquiring) { self.onNews(news) } }
    }

    /// Hears nothing any more, but that it is over if somebody is to know.
    ///
    /// Any thread, and as often as one likes.
    func end(telling: Bool) {
        let wasOver = isOver.exchange(true, ordering: .acquiringAndReleasing)
        guard telling, !wasOver else { return }
        reactor.post { self.onNews(FeedNews(sessions: [], isIncomplete: false, isOver: true)) }
    }
}
