import Checkout
import CheckoutEngine
import Cryptography
import OpenPayments
import OutboundHTTP
import PaymentFlows
import Webhooks

/// What is wrong with an operator's request, in words.
enum OperatorProblem: Error {
    case merchantUnknown(String)
    case keyUnknown(String)
    case modeUnknown(String)
    case eventUnknown(String)
    case colorMalformed
    case walletsOutOfReach

    /// One sentence for any error that a request can meet.
    static func sentence(for error: any Error) -> String {
        switch error {
        case OperatorProblem.merchantUnknown(let id): "there is no merchant '\(id)'"
        // Who gives the key itself in place of its name must not find it in a log afterwards.
        case OperatorProblem.keyUnknown(let id) where id.hasPrefix("sk_"):
            "a key is named by its identifier, key_…, which 'opencheckout key list' shows"
        case OperatorProblem.keyUnknown(let id): "there is no key '\(id)'"
        case OperatorProblem.eventUnknown(let id): "there is no event '\(id)'"
        case OperatorProblem.modeUnknown(let mode): "'\(mode)' is no mode: test or live"
        case OperatorProblem.colorMalformed: "a colour is # and six hexadecimal digits, such as #12594c"
        case WalletSetupProblem.keyUnknown(let id):
            "there is no key '\(id)' for the wallet: give it with --wallet-private-key, or make one with "
                + "--generate-wallet-key"
        case OperatorProblem.walletsOutOfReach: "wallets cannot be asked from here"
        case let error as MerchantWalletProblem: error.text
        case let error as WalletAddressProblem: MerchantWalletProblem.address(error).text
        case let error as PrivateKeyProblem: "the file \(error.text)"
        case WebhookURLProblem.malformed: Self.webhookURLRule
        case WebhookURLProblem.unreachable(let problem):
            "nothing can be sent to that webhook URL: \(problem.text); its host has a public name, or is this machine, "
                + "for test events"
        case let error as DirectoryViolation: sentence(for: error)
        case let error as Unavailability: sentence(for: error)
        case _: "\(error)"
        }
    }

    private static let webhookURLRule =
        "a webhook URL is absolute, http or https, at most 2048 characters, without user name"

    private static func sentence(for violation: DirectoryViolation) -> String {
        switch violation {
        case .merchantExists(let id): "there is a merchant '\(id.text)' already"
        case .merchantUnknown(let id): "there is no merchant '\(id.text)'"
        case .keyExists(let id): "there is a key '\(id.text)' already"
        case .keyUnknown(let id): "there is no key '\(id.text)'"
        case .keyRevoked(let id, let at): "the key '\(id.text)' was revoked at \(at.text)"
        case .keyOfAnotherMerchant(let id): "the key '\(id.text)' is another merchant's"
        case .merchantName: "a merchant's name has 1 to 200 characters, none of them a control character"
        case .keyName: "a key's name has at most 100 characters, none of them a control character"
        case .webhookURL: webhookURLRule
        case .disabledReason: "the reason for disabling a webhook is 1 to 200 characters without control characters"
        case .walletAddress: "a wallet address is an absolute URL of at most 2048 characters"
        case .walletKeyID: "a wallet's key id is 1 to 200 printable ASCII characters without quotes, ; and \\"
        case .sealedSecretTooLong: "the secret is too long"
        }
    }

    private static func sentence(for reason: Unavailability) -> String {
        switch reason {
        case .storage: "nothing can be made durable now: is the disk full?"
        case .overloaded, .idempotencyFull, .memoryFull: "the service is overloaded; try again"
        }
    }
}

extension Directory {
    /// The merchant that an operator names.
    func merchant(named text: String) throws(OperatorProblem) -> Merchant {
        guard let id = MerchantID(parsing: Array(text.utf8)), let merchant = merchant(id) else {
            throw .merchantUnknown(text)
        }
        return merchant
    }
}
