import Bytes
package import Checkout
import Cryptography

/// How a webhook proves whom it is from, in both of the ways that merchants' libraries know.
///
/// | field | value | signed text | key |
/// | --- | --- | --- | --- |
/// | `OpenCheckout-Signature` | `t=` time `,v1=` hexadecimal digits | time `.` body | the secret's text |
/// | `webhook-signature` | `v1,` base64 | identifier `.` time `.` body | the secret's bytes |
///
/// The first is Stripe's way, the second that of Standard Webhooks. The time is in whole seconds since the epoch. While
/// a secret is being replaced each of them has one signature by the new and one by the old secret.
package struct WebhookSignature: Sendable {
    /// The value of `OpenCheckout-Signature`.
    package let stripe: String

    /// The value of `webhook-signature`.
    package let standard: String

    /// Signs a body as sent at `time`, with all secrets that are valid then, the newest first.
    ///
    /// Costs two authentication codes a secret.
    package init(body: [UInt8], eventID: String, at time: Timestamp, secrets: [WebhookSecret]) {
        precondition(!secrets.isEmpty, "a webhook is signed")
        let seconds = String(time.secondsSinceEpoch)
        var text: [UInt8] = []
        text.reserveCapacity(eventID.utf8.count + seconds.utf8.count + 2 + body.count)
        text += "\(seconds).".utf8
        text += body
        stripe = (["t=\(seconds)"] + secrets.map { "v1=\(Self.digits(of: text, key: Array($0.text.utf8)))" })
            .joined(separator: ",")
        text.insert(contentsOf: "\(eventID).".utf8, at: 0)
        standard =
            secrets.map { "v1,\(Base64.encode(HMACSHA256.authenticate(text, key: $0.bytes)))" }
            .joined(separator: " ")
    }

    private static func digits(of text: [UInt8], key: [UInt8]) -> String {
        Hex.encode(HMACSHA256.authenticate(text, key: key))
    }
}
