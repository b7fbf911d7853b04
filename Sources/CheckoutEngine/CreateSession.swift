package import Checkout

/// A request to make a session.
package struct CreateSession: Sendable {
    /// Who asks.
    package let merchant: MerchantID

    /// With a test or a live key.
    package let keyMode: KeyMode

    /// The idempotency key, if one was sent.
    package let claim: IdempotencyClaim?

    /// What is asked; nil if it could not be understood, so that only a replay or a conflict can come of it.
    package let newSession: NewSession?

    /// A request as the caller decoded it.
    package init(merchant: MerchantID, keyMode: KeyMode, claim: IdempotencyClaim?, newSession: NewSession?) {
        self.merchant = merchant
        self.keyMode = keyMode
        self.claim = claim
        self.newSession = newSession
    }
}
