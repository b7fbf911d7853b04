import Bytes
import Checkout
import CheckoutEngine
import Cryptography
import OpenPayments

/// Merchants' wallets.
extension Operator {
    /// What a setting changes in a merchant, and what to reply besides; a wallet to be set is asked first.
    func walletChange(
        _ setting: WalletSetting,
        of merchant: Merchant
    ) async throws -> (change: MerchantChange, reply: OperatorReply?) {
        guard let keyMode = KeyMode(parsing: setting.mode) else {
            throw OperatorProblem.modeUnknown(setting.mode)
        }
        switch setting.change {
        case .set(let address, let keyID, let text):
            let key = try text.map { try Ed25519PrivateKey(parsing: $0.pem) }
            let wallet = try await checkedWallet(address, keyID, key, of: merchant, keyMode)
            return (.wallet(wallet, keyMode), nil)
        case .remove:
            return (.wallet(nil, keyMode), nil)
        case .generateKey(let id):
            let id = id ?? "opencheckout-\(Hex.encode(engine.random.bytes(8)))"
            let key = Ed25519PrivateKey.generate(from: engine.random)
            let sealed = try engine.vault.seal(key, named: id, of: merchant.id, keyMode)
            return (.generatedWalletKey(sealed, keyMode), Self.reply(PublishedKey(keyID: id, publicKey: key.publicKey)))
        }
    }

    private func checkedWallet(
        _ address: String,
        _ keyID: String,
        _ newKey: Ed25519PrivateKey?,
        of merchant: Merchant,
        _ keyMode: KeyMode
    ) async throws -> MerchantWallet {
        guard let wallets else { throw OperatorProblem.walletsOutOfReach }
        let known = [merchant[keyMode].generatedWalletKey, merchant[keyMode].wallet?.key].compactMap(\.self)
        let privateKey: Ed25519PrivateKey
        let key: WalletKey
        if let newKey {
            privateKey = newKey
            key = try engine.vault.seal(newKey, named: keyID, of: merchant.id, keyMode)
        } else if let kept = known.first(where: { $0.id == keyID }) {
            privateKey = try engine.vault.open(kept, of: merchant.id, keyMode)
            key = kept
        } else {
            throw OperatorProblem.walletKeyUnknown(keyID)
        }
        let checked = try await wallets.check(keyMode, random: engine.random)
            .check(typed: address, keyID: keyID, privateKey: privateKey)
        return MerchantWallet(address: checked.address, asset: checked.asset, key: key)
    }

    /// A public key as wallets want it uploaded.
    private static func reply(_ key: PublishedKey) -> OperatorReply {
        var json = JSONWriter()
        key.write(to: &json)
        let text = String(decoding: json.bytes, as: UTF8.self)
        return OperatorReply(json: text, lines: [text])
    }
}
