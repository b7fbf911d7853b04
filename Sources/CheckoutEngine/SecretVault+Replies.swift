/// Replies with a secret in them, out of and into the form in which their idempotency keys keep them.
extension SecretVault {
    /// Seals the reply that a key was answered with.
    func seal(reply: [UInt8], of identity: UInt128) throws -> [UInt8] {
        try seal(reply, entity: Self.entity(identity), field: Self.replyField)
    }

    /// Opens a reply; throws if it was sealed for another key, or with another encryption key.
    func open(reply sealed: [UInt8], of identity: UInt128) throws -> [UInt8] {
        try open(sealed, entity: Self.entity(identity), field: Self.replyField)
    }

    private static let replyField = "reply"

    private static func entity(_ identity: UInt128) -> String {
        "idempotency_key.\(String(identity, radix: 16))"
    }
}
