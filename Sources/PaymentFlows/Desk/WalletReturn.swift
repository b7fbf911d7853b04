package import Checkout

/// Where a browser goes that comes back from a wallet.
package enum WalletReturn: Hashable, Sendable {
    /// The approval was claimed, now or before: the session's page tells how it goes on.
    case approved(SessionID)

    /// The answer proves nothing and has changed nothing, but the wallet seems to have been told no.
    case seeminglyDeclined(SessionID)

    /// The answer proves nothing and has changed nothing: not decided, lapsed, or a wallet's error.
    case undecided(SessionID)

    /// Nobody waits for this token, or its hash is wrong: nothing may be told.
    case unrecognized
}
