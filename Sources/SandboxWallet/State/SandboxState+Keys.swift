/// The keys that wallets publish.
extension SandboxState {
    /// Publishes a key, in place of one of the same name; false if there is no such wallet, or it has too many.
    mutating func publish(_ key: JSONWebKey, of wallet: String) -> Bool {
        guard var account = accounts[wallet] else { return false }
        account.keys.removeAll { $0.id == key.id }
        guard account.keys.count < Limits.keys else { return false }
        account.keys.append(key)
        accounts[wallet] = account
        return true
    }

    /// Publishes a key no more; false if it was not there.
    mutating func withdraw(keyID: String, of wallet: String) -> Bool {
        guard let place = accounts[wallet]?.keys.firstIndex(where: { $0.id == keyID }) else { return false }
        accounts[wallet]?.keys.remove(at: place)
        return true
    }

    /// The wallet that a token's grant is about.
    func walletName(ofToken token: String?) -> String? {
        token.flatMap { tokens[$0] }.flatMap { grants[$0.grant] }?.walletName
    }
}
