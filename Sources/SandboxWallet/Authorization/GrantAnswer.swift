/// What an authorization server answers when it does not refuse.
enum GrantAnswer: Sendable {
    /// A token, or none where only the subject was asked for.
    case granted(Grant, AccessToken?)
    /// A person is to be asked.
    case interaction(Grant, Interaction)
    /// A person has not decided yet.
    case pending(Grant)
    /// A token in another's place.
    case rotated(Grant, AccessToken)
}
