package import Checkout

/// A session's attempt to pay, as the engine keeps it: never changed, only replaced.
package final class StoredPayment: Sendable {
    /// The session that is paid.
    package let session: SessionID

    /// How far it has come.
    package let attempt: PaymentAttempt

    /// Sequence of the record that brought it here: what a reader must wait for, and what the next step names.
    package let lastSequence: UInt64

    /// What has happened so far, oldest first.
    let moments: [PaymentMoment]

    /// An attempt as a record brought it, or as a snapshot holds it.
    init(session: SessionID, attempt: PaymentAttempt, lastSequence: UInt64, moments: [PaymentMoment]) {
        self.session = session
        self.attempt = attempt
        self.lastSequence = lastSequence
        self.moments = moments
    }
}
