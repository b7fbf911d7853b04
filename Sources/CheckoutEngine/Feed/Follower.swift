/// Somebody who hears of a merchant's sessions, until it is cancelled or nobody holds it any more.
package final class Follower: Sendable {
    private let feed: SessionFeed
    private let listener: NewsListener

    init(feed: SessionFeed, listener: NewsListener) {
        self.feed = feed
        self.listener = listener
    }

    deinit {
        cancel()
    }

    /// Hears nothing more; any thread, and as often as one likes.
    package func cancel() {
        feed.remove(listener)
    }
}
