package import Checkout
package import CheckoutEngine
import Cryptography
package import OutboundHTTP

/// Sets where merchants are told of their sessions, and the secrets under which that is signed.
package struct WebhookSetup: Sendable {
    private let engine: Engine
    private let deliveries: DeliveryService

    /// Sets destinations of an engine's merchants, to which `deliveries` will send.
    package init(engine: Engine, deliveries: DeliveryService) {
        self.engine = engine
        self.deliveries = deliveries
    }

    /// Where events of a mode may be sent.
    package func policy(_ keyMode: KeyMode) -> OutboundPolicy {
        deliveries.policy(for: keyMode)
    }

    /// Refuses a URL to which nothing would ever be sent.
    package func check(_ url: String, _ keyMode: KeyMode) throws(WebhookURLProblem) {
        if let problem = MerchantURL.check(url) { throw .malformed(problem) }
        do throws(OutboundProblem) {
            _ = try Destination(url, policy: policy(keyMode))
        } catch {
            throw .unreachable(error)
        }
    }

    /// Has a merchant be told there from now on, or nowhere; what comes back is the merchant's first secret, which is
    /// shown this one time.
    ///
    /// Throws a ``WebhookURLProblem``, a `DirectoryViolation` or an `Unavailability`.
    package func setURL(_ url: String?, of merchant: Merchant, _ keyMode: KeyMode) async throws -> WebhookSecret? {
        if let url { try check(url, keyMode) }
        var changes: [MerchantChange] = [.webhookURL(url, keyMode)]
        var secret: WebhookSecret?
        if url != nil, merchant[keyMode].sealedWebhookSecret == nil {
            let made = try makeSecret(of: merchant.id, keyMode)
            secret = made.secret
            changes.insert(.webhookSecret(sealed: made.sealed, previousUntil: nil, keyMode), at: 0)
        }
        try await engine.directory.submit(.updateMerchant(merchant.id, changes))
        return secret
    }

    /// Makes another secret, which is shown this one time; the one before it stays valid for so many seconds.
    package func rollSecret(
        overlapSeconds: Int64,
        of merchant: MerchantID,
        _ keyMode: KeyMode
    ) async throws -> WebhookSecret {
        let made = try makeSecret(of: merchant, keyMode)
        let roll = MerchantChange.webhookSecret(
            sealed: made.sealed,
            previousUntil: engine.clock.now() + overlapSeconds,
            keyMode
        )
        try await engine.directory.submit(.updateMerchant(merchant, [roll]))
        return made.secret
    }

    private func makeSecret(
        of merchant: MerchantID,
        _ keyMode: KeyMode
    ) throws -> (secret: WebhookSecret, sealed: [UInt8]) {
        try WebhookSecrets.make(for: merchant, keyMode, vault: engine.vault, random: engine.random)
    }
}
