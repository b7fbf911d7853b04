/// A merchant's settings in one mode.
package struct MerchantSettings: Hashable, Sendable {
    /// Where events are sent; `nil` turns webhooks off.
    package internal(set) var webhookURL: String?

    /// The webhook secret, encrypted; what the bytes are is the business of whoever seals and opens them.
    package internal(set) var sealedWebhookSecret: [UInt8]?

    /// The wallet that is paid.
    package internal(set) var wallet: MerchantWallet?

    /// A key that was made for the wallet, whose public half its owner is to publish there before it is used.
    package internal(set) var generatedWalletKey: WalletKey?

    /// How the destination is doing.
    package internal(set) var webhook = WebhookStanding()

    /// Whether events are sent.
    package var takesEvents: Bool { webhookURL != nil && webhook.disabledReason == nil }

    /// Settings as given; ``Directory`` checks them.
    package init(webhookURL: String? = nil, sealedWebhookSecret: [UInt8]? = nil, wallet: MerchantWallet? = nil) {
        self.webhookURL = webhookURL
        self.sealedWebhookSecret = sealedWebhookSecret
        self.wallet = wallet
    }
}
