package import Checkout

/// What is remembered of a key: what was asked, and the reply, byte for byte.
package struct IdempotencyRecord: Sendable {
    /// Hash of the first request.
    package let fingerprint: UInt128

    /// When the key was first used; it lapses `Limits.idempotencySeconds` later.
    package let firstUsedAt: Timestamp

    /// Sequence of the record that holds it: what a replay must wait for.
    package let sequence: UInt64

    /// The first reply.
    package let reply: Reply

    /// Status of the first reply; only 2xx replies are remembered.
    package let status: UInt16

    /// Where the body of a first reply stands.
    package enum Reply: Sendable {
        /// It is the original of this session, so that neither memory nor a snapshot need hold it twice.
        case session(StoredSession)

        /// These bytes, a JSON object.
        case body([UInt8])

        /// What these bytes open to, since a secret is in it.
        case sealed([UInt8])
    }

    /// The body of the first reply, byte for byte; throws if it was sealed for another key, or with another encryption
    /// key.
    func body(of identity: UInt128, openedBy vault: SecretVault) throws -> [UInt8] {
        switch reply {
        case .session(let session): session.original()
        case .body(let body): body
        case .sealed(let sealed): try vault.open(reply: sealed, of: identity)
        }
    }

    /// True once the key is free again.
    func hasLapsed(at now: Timestamp) -> Bool {
        firstUsedAt + Checkout.Limits.idempotencySeconds <= now
    }

    /// The same record with a reply of its own.
    func detached() -> IdempotencyRecord {
        guard case .session(let session) = reply else { return self }
        return IdempotencyRecord(
            fingerprint: fingerprint,
            firstUsedAt: firstUsedAt,
            sequence: sequence,
            reply: .body(session.original()),
            status: status
        )
    }

    /// What the record is charged for, in bytes.
    var cost: Int {
        switch reply {
        case .session: Limits.idempotencyRecordBytes
        case .body(let bytes), .sealed(let bytes): Limits.idempotencyRecordBytes + bytes.count
        }
    }
}
