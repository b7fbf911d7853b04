import Bytes
import Checkout
import CheckoutEngine
import Cryptography
import OpenPayments
import PaymentFlows

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
            guard let wallets else { throw OperatorProblem.walletsOutOfReach }
            return (try await wallets.checkedWallet(address, keyID, key, of: merchant.id, keyMode).change, nil)
        case .remove:
            return (.wallet(nil, keyMode), nil)
        case .generateKey(let id):
            let (change, key) = try WalletSetup.generatedKey(named: id, of: merchant.id, keyMode, in: engine)
            return (change, Self.reply(key))
        }
    }

    /// A public key as wallets want it uploaded.
    private static func reply(_ key: PublishedKey) -> OperatorReply {
        var json = JSONWriter()
        key.write(to: &json)
        let text = String(decoding: json.bytes, as: UTF8.self)
        return OperatorReply(json: text, lines: [text])
    }
}
