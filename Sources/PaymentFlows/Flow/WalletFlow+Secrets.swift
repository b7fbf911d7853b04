import Checkout
import CheckoutEngine
import Logging
import OpenPayments

/// Tokens of wallets, sealed and opened.
extension WalletFlow {
    func seal(_ token: SecretText, as secret: WalletSecret) throws(FlowStop) -> [UInt8] {
        do {
            return try context.engine.vault.seal(Array(token.value.utf8), entity: session.text, field: secret.rawValue)
        } catch {
            note(.critical, "a token cannot be sealed")
            throw .broken
        }
    }

    /// A token as it is kept; it lasts from when it was asked for at the latest, however long its answer was under way.
    func seal(
        _ token: AccessToken,
        as secret: WalletSecret,
        askedAt moment: Timestamp
    ) throws(FlowStop) -> WalletToken {
        WalletToken(
            sealedValue: try seal(token.value, as: secret),
            manageURL: token.manage,
            expiresAt: moment + token.expiresInSeconds
        )
    }

    func open(_ sealed: [UInt8], as secret: WalletSecret) throws(FlowStop) -> SecretText {
        do {
            let bytes = try context.engine.vault.open(sealed, entity: session.text, field: secret.rawValue)
            guard let token = SecretText(String(decoding: bytes, as: UTF8.self)) else { throw FlowStop.broken }
            return token
        } catch {
            note(.critical, "a token cannot be opened")
            throw .broken
        }
    }
}
