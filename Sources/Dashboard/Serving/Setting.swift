/// What can be set by a form of the settings, each at a path of its own.
enum Setting: String, CaseIterable, Sendable {
    case merchant
    case logo
    case logoRemoval = "logo-removal"
    case webhook
    case secret
    case test
    case wallet
    case walletKey = "wallet-key"
    case walletRemoval = "wallet-removal"
}
