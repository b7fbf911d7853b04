import Checkout

/// Thrown on the way to an attempt, which then does not begin.
extension FailedAttempt.Reason: Error {}

/// What customers are told, as it is kept.
extension FailedAttempt.Reason {
    /// The reason of a failure that was kept.
    init(_ failure: AttemptFailure) {
        self =
            switch failure {
            case .walletNotReached: .walletNotReached
            case .walletUnsuitable: .walletUnsuitable
            case .walletFailing: .walletFailing
            case .amountRefused: .amountRefused
            case .merchantWalletFailing: .merchantWalletFailing
            case .declined: .declined
            case .approvalLost: .approvalLost
            case .priceRisen: .priceRisen
            case .paymentFailed: .paymentFailed
            }
    }

    /// The reason as it is kept.
    var failure: AttemptFailure {
        switch self {
        case .walletNotReached: .walletNotReached
        case .walletUnsuitable: .walletUnsuitable
        case .walletFailing: .walletFailing
        case .amountRefused: .amountRefused
        case .merchantWalletFailing: .merchantWalletFailing
        case .declined: .declined
        case .approvalLost: .approvalLost
        case .priceRisen: .priceRisen
        case .paymentFailed: .paymentFailed
        }
    }
}
