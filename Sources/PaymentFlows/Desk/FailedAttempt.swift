package import Checkout

/// How an attempt to pay ended; no money has moved.
package struct FailedAttempt: Hashable, Sendable {
    /// Why.
    package var reason: AttemptFailure

    /// The wallet as the customer named it.
    package var wallet: String

    /// A failed attempt of these parts.
    package init(reason: AttemptFailure, wallet: String) {
        self.reason = reason
        self.wallet = wallet
    }
}
