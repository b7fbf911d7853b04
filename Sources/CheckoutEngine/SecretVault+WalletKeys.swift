package import Checkout
package import Cryptography

/// The keys under which merchants' wallets know us, out of and into the form in which they are kept.
extension SecretVault {
    /// Seals a key for one mode of a merchant; what is sealed is its seed.
    package func seal(
        _ key: Ed25519PrivateKey,
        named id: String,
        of merchant: MerchantID,
        _ keyMode: KeyMode
    ) throws -> WalletKey {
        let sealed = try seal(key.seed, entity: merchant.text, field: Self.walletKeyField(keyMode))
        return WalletKey(id: id, sealedPrivateKey: sealed)
    }

    /// Opens a key; throws if it was sealed for another place, or with another encryption key.
    package func open(_ key: WalletKey, of merchant: MerchantID, _ keyMode: KeyMode) throws -> Ed25519PrivateKey {
        try Ed25519PrivateKey(
            seed: open(key.sealedPrivateKey, entity: merchant.text, field: Self.walletKeyField(keyMode))
        )
    }

    /// The field to which a sealed key is bound.
    private static func walletKeyField(_ keyMode: KeyMode) -> String {
        "wallet_key.\(keyMode.text)"
    }
}
