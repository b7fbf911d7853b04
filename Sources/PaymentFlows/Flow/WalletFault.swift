import Checkout
import OpenPayments

/// Whose fault it is that a wallet gave nothing, in the words of what customers are told.
enum WalletFault {
    /// At the customer's wallet.
    static func ofCustomer(_ problem: OpenPaymentsProblem) -> AttemptFailure {
        switch problem {
        case .notSent(.unreachable), .unanswered: .walletNotReached
        case .notSent(.destinationRefused): .walletUnsuitable
        case .unusable(let problem): ofAnswer(problem)
        case .refused(let refusal):
            switch refusal.reason {
            // Both wallets check our key where the merchant's wallet publishes it.
            case .clientRejected: .merchantWalletFailing
            case .notFound: .walletNotReached
            case .serverFailure, .tooManyRequests: .walletFailing
            case .badRequest, .tooFast, .continuationUnknown, .rotationRejected, .denied, .unauthorized, .forbidden,
                .conflict, .other:
                .walletUnsuitable
            }
        }
    }

    /// In an answer: what is no JSON may be a wallet's page while it is mended; what breaks the protocol stays so.
    static func ofAnswer(_ problem: AnswerProblem) -> AttemptFailure {
        switch problem {
        case .notJSON: .walletFailing
        case .tooLong, .memberMissing, .memberMalformed, .urlRefused, .foreignOrigin, .memberDiffers,
            .anotherWalletAddress, .accessTooWide:
            .walletUnsuitable
        }
    }

    /// At a quote: a request of ours that breaks a rule is one of an amount that the wallet does not pay.
    static func ofQuote(_ problem: OpenPaymentsProblem) -> AttemptFailure {
        if case .refused(let refusal) = problem, refusal.reason == .badRequest { return .amountRefused }
        return ofCustomer(problem)
    }
}
