/// What an authorization server says to a grant request that allows for consent.
package enum GrantAnswer: Hashable, Sendable {
    /// The grant is given at once.
    case granted(Grant)
    /// The customer has to consent first.
    case pending(PendingGrant)
}
