import Bytes

/// The secret under which a merchant's webhooks are signed: `whsec_` and 32 random bytes in base64.
///
/// Stripe's way of signing takes the text as key, Standard Webhooks the bytes.
package struct WebhookSecret: Sendable, CustomStringConvertible {
    /// Length of the key, in bytes.
    package static let byteCount = 32

    private static let prefix = "whsec_"

    /// The key's bytes.
    package let bytes: [UInt8]

    /// A secret of 32 random bytes; `nil` for another number of them.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Reads the text form; `nil` for anything else.
    package init?(parsing text: String) {
        guard text.hasPrefix(Self.prefix),
            let bytes = Base64.decode(String(text.dropFirst(Self.prefix.count)))
        else { return nil }
        self.init(bytes: bytes)
    }

    /// The text form: shown once, and the key of Stripe's way of signing.
    package var text: String { Self.prefix + Base64.encode(bytes) }

    /// The secret as a log may show it: nothing of it.
    package var description: String { "whsec_…" }
}
