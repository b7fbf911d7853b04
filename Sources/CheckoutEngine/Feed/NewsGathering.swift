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

    /// The last record of which something is to be told.
    private var lastSequence: UInt64 = 0

    /// Takes a session that the record of this sequence has changed; true if it is the first, and somebody has to see
    /// to it that it is told.
    mutating func add(at sequence: UInt64, _ session: () -> StoredSession?) -> Bool {
        lastSequence = max(lastSequence, sequence)
        // Who is told that there was more looks at all again, so that nothing else needs to be gathered.
        guard !isIncomplete, let session = session() else { return false }
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

    /// What is durable of what was gathered, nil if that is nothing; the rest waits on.
    mutating func take(durableThrough durable: UInt64) -> FeedNews? {
        let told = sessions.filter { $0.lastSequence <= durable }
        sessions.removeAll { $0.lastSequence <= durable }
        defer {
            isWaiting = lastSequence > durable
            isIncomplete = isIncomplete && isWaiting
        }
        return told.isEmpty && !isIncomplete
            ? nil : FeedNews(sessions: told, isIncomplete: isIncomplete, isOver: false)
    }
}
