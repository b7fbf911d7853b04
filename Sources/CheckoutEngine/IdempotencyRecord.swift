package import Checkout

/// What is remembered of a key: what was asked, and the reply, byte for byte.
package struct IdempotencyRecord: Sendable {
    /// Hash of the first request.
    package let fingerprint: UInt128

    /// When the key was first used; it lapses `Limits.idempotencySeconds` later.
    package let firstUsedAt: Timestamp

    /// Sequence of the record that holds it: what a replay must wait for.
    package let sequence: UInt64

    /// The body of the first reply.
    ///
    /// A create shares the bytes of its session.
    package let reply: [UInt8]

    /// Status of the first reply; only 2xx replies are remembered.
    package let status: UInt16

    /// True if `reply` is the original of the session of this name, so that a snapshot need not hold it twice.
    package let session: SessionID?

    /// True once the key is free again.
    func hasLapsed(at now: Timestamp) -> Bool {
        firstUsedAt + Checkout.Limits.idempotencySeconds <= now
    }

    /// The same record with a reply of its own.
    func detached() -> IdempotencyRecord {
        IdempotencyRecord(
            fingerprint: fingerprint,
            firstUsedAt: firstUsedAt,
            sequence: sequence,
            reply: reply,
            status: status,
            session: nil
        )
    }

    /// What the record is charged for, in bytes.
    var cost: Int {
        Limits.idempotencyRecordBytes + (session == nil ? reply.count : 0)
    }
}
