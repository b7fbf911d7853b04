/// Somebody who hears of a merchant's sessions, until it is cancelled or nobody holds it any more.
package final class Follower: Sendable {
    private let feed: SessionFeed
    private let gathering: NewsGathering

    init(feed: SessionFeed, gathering: NewsGathering) {
        self.feed = feed
        self.gathering = gathering
    }

    deinit {
        cancel()
    }

    /// Hears nothing more; any thread, and as often as one likes.
    package func cancel() {
        feed.remove(gathering)
    }
}
