/// What a customer typed into the form that takes the wallet, and what is wrong with it.
struct WalletEntry: Hashable, Sendable {
    var wallet: String
    var amount: String
    var wrongWallet: String?
    var wrongAmount: String?
}
