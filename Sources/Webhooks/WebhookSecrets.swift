package import Checkout
package import CheckoutEngine
package import Cryptography

/// A merchant's webhook secrets, out of the sealed form in which they are kept.
package enum WebhookSecrets {
    /// The secrets that are valid at `now`, the newest first; throws if they were sealed with another key.
    ///
    /// No secret at all is possible only before a merchant's first destination was set.
    package static func valid(
        for settings: MerchantSettings,
        of merchant: MerchantID,
        _ keyMode: KeyMode,
        vault: SecretVault,
        at now: Timestamp
    ) throws -> [WebhookSecret] {
        var sealed = settings.sealedWebhookSecret.map { [$0] } ?? []
        if let previous = settings.webhook.sealedPreviousSecret, let end = settings.webhook.previousSecretExpiresAt,
            now < end
        {
            sealed.append(previous)
        }
        return try sealed.map { bytes in
            let text = try vault.open(bytes, entity: merchant.text, field: field(keyMode))
            guard let secret = WebhookSecret(parsing: String(decoding: text, as: UTF8.self)) else {
                throw SecretVaultError.sealedWithAnotherKey
            }
            return secret
        }
    }

    /// A new secret, and the form in which it is kept.
    package static func make(
        for merchant: MerchantID,
        _ keyMode: KeyMode,
        vault: SecretVault,
        random: RandomSource
    ) throws -> (secret: WebhookSecret, sealed: [UInt8]) {
        guard let secret = WebhookSecret(bytes: random.bytes(WebhookSecret.byteCount)) else {
            preconditionFailure("a secret has as many bytes as were drawn")
        }
        let sealed = try vault.seal(Array(secret.text.utf8), entity: merchant.text, field: field(keyMode))
        return (secret, sealed)
    }

    /// The field to which a sealed secret is bound.
    private static func field(_ keyMode: KeyMode) -> String {
        "webhook_secret.\(keyMode.text)"
    }
}
