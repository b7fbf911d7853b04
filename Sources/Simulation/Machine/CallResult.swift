import Checkout
import CheckoutEngine

/// What an operator's call returns.
enum CallResult: Sendable {
    case merchantIsThere(MerchantID)
    case keyIsThere(KeyID)
    case keyIsRevoked(KeyID)
    case figures(EngineFigures)
    case snapshot(SnapshotProgress)
    case closed
    case eventIsReported(EventID, Bool)
    case events([StoredSession], [StoredEvent])
    case paymentIsDue(PaymentStep)
    case paymentIsTaken(PaymentStep, SessionPayment)
    case paymentIsRefused(PaymentStep, StepRefusal)
    case payments([SessionID: SessionPayment])
    case subscriptionIsTaken(SubscriptionStep, StoredSubscription)
    case subscriptionIsRefused(SubscriptionStep, SubscriptionRefusal)
    case subscriptionIsDue(SubscriptionStep)
    case subscriptions([SessionID: StoredSubscription])
    case overviews([Overview])
    case failed
}
