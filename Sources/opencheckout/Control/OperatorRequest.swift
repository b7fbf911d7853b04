/// What an operator's command asks of an engine, in this process or in the one that runs.
enum OperatorRequest: Codable, Sendable {
    case createMerchant(name: String, webhookURL: String?)
    case listMerchants
    case showMerchant(id: String)
    case updateMerchant(id: String, name: String?, webhook: WebhookSetting?)
    case createKey(merchant: String, mode: String, name: String?)
    case listKeys(merchant: String)
    case revokeKey(id: String)
    case listEvents(merchant: String, mode: String, state: String?, limit: Int)
    case showEvent(id: String)
    case resendEvent(id: String)
    case createSnapshot
    case tellDurableSequence

    /// A webhook URL of one mode; an empty one turns webhooks off.
    struct WebhookSetting: Codable, Sendable {
        let mode: String
        let url: String
    }
}
