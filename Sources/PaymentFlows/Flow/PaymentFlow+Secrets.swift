import Checkout
import CheckoutEngine
import Logging
import OpenPayments

/// Tokens of wallets, sealed and opened.
extension PaymentFlow {
    /// What a sealed token is good for; it opens as nothing else.
    enum Secret: String {
        case incoming = "payment.incoming_token"
        case outgoing = "payment.token"
        case continuation = "payment.continue_token"
    }

    func seal(_ token: SecretText, as secret: Secret) throws(FlowStop) -> [UInt8] {
        do {
            return try context.engine.vault.seal(Array(token.value.utf8), entity: session.text, field: secret.rawValue)
        } catch {
            note(.critical, "a token cannot be sealed")
            throw .broken
        }
    }

    func seal(_ token: AccessToken, as secret: Secret) throws(FlowStop) -> WalletToken {
        WalletToken(
            sealedValue: try seal(token.value, as: secret),
            manageURL: token.manage,
            expiresAt: now + token.expiresInSeconds
        )
    }

    func open(_ sealed: [UInt8], as secret: Secret) throws(FlowStop) -> SecretText {
        do {
            let bytes = try context.engine.vault.open(sealed, entity: session.text, field: secret.rawValue)
            guard let token = SecretText(String(decoding: bytes, as: UTF8.self)) else { throw FlowStop.broken }
            return token
        } catch {
            note(.critical, "a token cannot be opened")
            throw .broken
        }
    }

    /// How a grant is continued or cancelled.
    func continuation(of answer: ConsentRequest.Answer) throws(FlowStop) -> Continuation {
        Continuation(uri: answer.continueURL, token: try open(answer.sealedToken, as: .continuation))
    }
}
