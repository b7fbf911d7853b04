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
        try Self.check(url, by: policy(keyMode))
    }

    /// Refuses a URL to which nothing would be sent by any server that keeps to a policy.
    ///
    /// The one rule for webhook URLs, whoever sets them.
    package static func check(_ url: String, by policy: OutboundPolicy) throws(WebhookURLProblem) {
        if let problem = MerchantURL.check(url) { throw .malformed(problem) }
        do throws(OutboundProblem) {
            _ = try Destination(url, policy: policy)
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
        let setting = try settingURL(url, of: merchant, keyMode)
        try await engine.directory.submit(.updateMerchant(merchant.id, setting.changes))
        return setting.secret
    }

    /// What a URL that was checked, or none, changes in a merchant; with its first secret if that is made now.
    package func settingURL(
        _ url: String?,
        of merchant: Merchant,
        _ keyMode: KeyMode
    ) throws -> (changes: [MerchantChange], secret: WebhookSecret?) {
        let change = MerchantChange.webhookURL(url, keyMode)
        guard url != nil, merchant[keyMode].sealedWebhookSecret == nil else { return ([change], nil) }
        let made = try makeSecret(of: merchant.id, keyMode)
        return ([.webhookSecret(sealed: made.sealed, previousUntil: nil, keyMode), change], made.secret)
    }

    /// Makes another secret, which is shown this one time; the one before it stays valid for so many seconds.
    package func rollSecret(
        overlapSeconds: Int64,
        of merchant: MerchantID,
        _ keyMode: KeyMode
    ) async throws -> WebhookSecret {
        let rolling = try rollingSecret(overlapSeconds: overlapSeconds, of: merchant, keyMode)
        try await engine.directory.submit(.updateMerchant(merchant, [rolling.change]))
        return rolling.secret
    }

    /// What another secret changes in a merchant, and the secret.
    package func rollingSecret(
        overlapSeconds: Int64,
        of merchant: MerchantID,
        _ keyMode: KeyMode
    ) throws -> (change: MerchantChange, secret: WebhookSecret) {
        let made = try makeSecret(of: merchant, keyMode)
        let previousUntil = engine.clock.now() + overlapSeconds
        return (.webhookSecret(sealed: made.sealed, previousUntil: previousUntil, keyMode), made.secret)
    }

    private func makeSecret(
        of merchant: MerchantID,
        _ keyMode: KeyMode
    ) throws -> (secret: WebhookSecret, sealed: [UInt8]) {
        try WebhookSecrets.make(for: merchant, keyMode, vault: engine.vault, random: engine.random)
    }
}
