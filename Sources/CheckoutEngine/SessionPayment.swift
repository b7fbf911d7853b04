package import Checkout

/// A session and its attempt to pay, as they stand together.
package struct SessionPayment: Sendable {
    /// The session.
    package let session: StoredSession

    /// The attempt; nil before the first.
    package let payment: StoredPayment?

    /// The attempt itself; nil before the first.
    package var attempt: PaymentAttempt? { payment?.attempt }

    /// What a step that follows on this must name; 0 before the first.
    package var version: UInt64 { payment?.lastSequence ?? 0 }

    /// The last record that a reader of this must wait for.
    var lastSequence: UInt64 { max(session.lastSequence, version) }
}
