import Checkout

/// What those who follow one merchant's sessions are to hear next: gathered for a moment and up to a bound, and told in
/// one piece.
///
/// One for all of them, so that a change costs the same however many follow; many changes a second cost each a few
/// calls, and one that is slow costs no memory.
struct NewsGathering {
    /// Who follows, in the order in which they came; the gathering goes with the last.
    var listeners: [NewsListener] = []

    /// Whether something waits to be told.
    private(set) var isWaiting = false

    private var sessions: [StoredSession] = []
    private var isIncomplete = false

    /// Takes a session that has changed; true if it is the first, and somebody has to see to it that it is told.
    mutating func add(_ session: StoredSession) -> Bool {
        // Who is told that there was more looks at all again, so that nothing else needs to be gathered.
        guard !isIncomplete else { return false }
        if let index = sessions.firstIndex(where: { $0.id == session.id }) {
            if sessions[index].lastSequence < session.lastSequence { sessions[index] = session }
        } else if sessions.count < Limits.sessionsPerNews {
            sessions.append(session)
        } else {
            isIncomplete = true
        }
        defer { isWaiting = true }
        return !isWaiting
    }

    /// What was gathered; from here on the next is gathered.
    mutating func take() -> FeedNews {
        defer {
            sessions = []
            isIncomplete = false
            isWaiting = false
        }
        return FeedNews(sessions: sessions, isIncomplete: isIncomplete, isOver: false)
    }
}
