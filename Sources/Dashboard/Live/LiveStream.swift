import Checkout
import CheckoutEngine
import HTTPServing
import Synchronization

/// One page that hears of new sessions and changes (HTML Standard, section 9.2, server-sent events).
///
/// Nothing is queued: what a slow reader does not take is dropped, and it is told to look at all again once it can.
final class LiveStream: Sendable {
    /// What tells it, and how it stands.
    private struct State {
        var follower: Follower?
        var hasMissed = false
        var isOver = false
    }

    private let stream: HTTPStream
    private let state = Mutex(State())

    init(_ stream: HTTPStream) {
        self.stream = stream
    }

    /// Whether somebody may still hear something.
    var isOpen: Bool { stream.isOpen && state.withLock { !$0.isOver } }

    /// Keeps what tells the news for as long as the page is there.
    func keep(_ follower: Follower) {
        let isOver = state.withLock { state in
            if !state.isOver { state.follower = follower }
            return state.isOver
        }
        if isOver { follower.cancel() }
    }

    /// Passes news on.
    func tell(_ news: FeedNews) {
        if news.isOver { return end(telling: true) }
        let hasMissed = state.withLock { $0.hasMissed } || news.isIncomplete
        write(hasMissed ? "*" : news.sessions.map(\.id.text).joined(separator: " "))
        if !stream.isOpen { end(telling: false) }
    }

    /// Tells that something may have happened before anybody listened: the page looks at all again.
    func tellOfThePast() {
        write("*")
    }

    /// Says that the line is still there, by which a page that is gone is noticed; tells what was missed before.
    func beat() {
        let hasMissed = state.withLock { $0.hasMissed }
        let isTaken = stream.write(Array((hasMissed ? "event: change\ndata: *\n\n" : ":\n\n").utf8))
        if hasMissed, isTaken { state.withLock { $0.hasMissed = false } }
    }

    private func write(_ sessions: String) {
        let isTaken = stream.write(Array("event: change\ndata: \(sessions)\n\n".utf8))
        state.withLock { $0.hasMissed = !isTaken }
    }

    /// Ends it; a page that is told so looks whether it is still signed in.
    func end(telling: Bool) {
        let follower = state.withLock { state in
            state.isOver = true
            return state.follower.take()
        }
        follower?.cancel()
        if telling { _ = stream.write(Array("event: over\ndata:\n\n".utf8)) }
        stream.finish()
    }
}
