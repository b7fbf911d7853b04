/// What an operator's command asks of an engine, in this process or in the one that runs.
enum OperatorRequest: Codable, Sendable {
    case createMerchant(name: String, webhookURL: String?, walletAddress: String? = nil)
    case listMerchants
    case showMerchant(id: String)
    case updateMerchant(
        id: String,
        name: String?,
        color: String? = nil,
        webhook: WebhookSetting?,
        wallet: WalletSetting? = nil
    )
    case createKey(merchant: String, mode: String, name: String?)
    case listKeys(merchant: String)
    case revokeKey(id: String)
    case listEvents(merchant: String, mode: String, state: String?, limit: Int)
    case showEvent(id: String)
    case resendEvent(id: String)
    case createSnapshot
    case tellDurableSequence

    /// Whether a wallet has to be asked for it.
    var asksWallet: Bool {
        guard case .updateMerchant(_, _, _, _, let wallet) = self, case .set = wallet?.change else { return false }
        return true
    }

    /// A webhook URL of one mode; an empty one turns webhooks off.
    struct WebhookSetting: Codable, Sendable {
        let mode: String
        let url: String
    }
}
