/// What may be asked of a subscription.
package enum SubscriptionCommand: Hashable, Sendable {
    /// The payment of the current period is to be this from now on: put down before what it says is done at a wallet.
    case charge(PaymentAttempt)
    /// The grant's token is to be this: the same one that is about to be traded, or the one that it was traded for.
    case keepToken(WalletToken)
    /// The period is over: the one that runs now begins.
    case beginPeriod
    /// Charge nothing any more.
    case cancel(CancelReason)
    /// The wallet has let go of the grant, or is given up on: nothing is owed to anybody any more.
    case close
}
