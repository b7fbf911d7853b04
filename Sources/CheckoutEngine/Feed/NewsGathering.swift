import Checkout
import Reactors
import Synchronization

/// Gathers what a follower is to hear, for a moment and up to a bound, and tells it in one piece.
///
/// So many changes a second cost a follower a few calls, and one that is slow costs no memory.
final class NewsGathering: Sendable {
    /// What waits to be told.
    private struct State {
        var sessions: [StoredSession] = []
        var isIncomplete = false
        var isScheduled = false
        var isOver = false
    }

    /// Whose sessions.
    let key: ListingKey

    /// The key under which somebody follows.
    let apiKey: KeyID

    private let reactor: Reactor
    private let onNews: @Sendable (FeedNews) -> Void
    private let state = Mutex(State())

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

    /// Whether something waits to be told.
    var isWaiting: Bool {
        state.withLock { $0.isScheduled }
    }

    /// Takes a session that has changed; any thread.
    func add(_ session: StoredSession) {
        let isFirst = state.withLock { state in
            // Who is told that there was more looks at all again, so that nothing else needs to be gathered for it.
            guard !state.isOver, !state.isIncomplete else { return false }
            if let index = state.sessions.firstIndex(where: { $0.id == session.id }) {
                if state.sessions[index].lastSequence < session.lastSequence { state.sessions[index] = session }
            } else if state.sessions.count < Limits.sessionsPerNews {
                state.sessions.append(session)
            } else {
                state.isIncomplete = true
            }
            defer { state.isScheduled = true }
            return !state.isScheduled
        }
        if isFirst { schedule() }
    }

    /// Tells that nothing follows, if somebody is to know; what was gathered is dropped.
    func end(telling: Bool) {
        let wasOver = state.withLock { state in
            defer { state = State(isOver: true) }
            return state.isOver
        }
        guard telling, !wasOver else { return }
        reactor.post { self.onNews(FeedNews(sessions: [], isIncomplete: false, isOver: true)) }
    }

    private func schedule() {
        reactor.post { [reactor] in
            _ = reactor.schedule(at: reactor.now + .milliseconds(Limits.newsMilliseconds)) { self.tell() }
        }
    }

    private func tell() {
        let news: FeedNews? = state.withLock { state in
            guard !state.isOver else { return nil }
            defer { state = State() }
            return FeedNews(sessions: state.sessions, isIncomplete: state.isIncomplete, isOver: false)
        }
        if let news { onNews(news) }
    }
}
