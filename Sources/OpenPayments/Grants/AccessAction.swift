/// What a grant lets its holder do; the spelling is the protocol's.
///
/// The actions for all that an account has, `read-all` and `list-all`, are understood and never asked for.
package enum AccessAction: String, Hashable, Sendable {
    /// Make one.
    case create
    /// Look at those that this client made.
    case read
    /// Look at all of the account's.
    case readAll = "read-all"
    /// Close one to further money.
    case complete
    /// List those that this client made.
    case list
    /// List all of the account's.
    case listAll = "list-all"
}
