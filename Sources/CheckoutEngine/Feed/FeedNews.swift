/// What a follower hears: which sessions were made or changed their status since the last time.
package struct FeedNews: Sendable {
    /// The sessions as they were behind their last change, each once, in the order of their first; at most
    /// ``Limits/sessionsPerNews``.
    package let sessions: [StoredSession]

    /// Whether more has happened than could be gathered: who wants to know all looks again.
    package let isIncomplete: Bool

    /// Whether this is the last news, since the key under which somebody follows was revoked.
    package let isOver: Bool
}
