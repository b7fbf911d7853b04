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

    func seal(_ token: AccessToken, as secret: WalletSecret) throws(FlowStop) -> WalletToken {
        WalletToken(
            sealedValue: try seal(token.value, as: secret),
            manageURL: token.manage,
            expiresAt: now + token.expiresInSeconds
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
