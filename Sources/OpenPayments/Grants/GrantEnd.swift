/// How a grant or a token came to its end.
package enum GrantEnd: Hashable, Sendable {
    /// The server ended it now.
    case ended
    /// The server knows of none: it had ended before, or was never there.
    case alreadyGone
}
