/// What an operator wants with the wallet of one mode.
struct WalletSetting: Codable, Sendable {
    /// The change itself.
    enum Change: Codable, Sendable {
        /// To be paid there, under this key; without a private key, one that the server has already by that name.
        case set(address: String, keyID: String, privateKey: PrivateKeyText?)
        /// Not to be paid any more.
        case remove
        /// A key to be published, of that name or one of the server's choice.
        case generateKey(id: String?)
    }

    let mode: String
    let change: Change
}
