import Checkout
import CheckoutEngine

/// Takes subscriptions as what charges them would.
final class Charger: SubscriptionOutlet {
    private let arrivals = Arrivals<StoredSubscription>()

    /// All that has come, in its order.
    var subscriptions: [StoredSubscription] { arrivals.elements }

    func take(_ subscriptions: [StoredSubscription]) {
        arrivals.append(subscriptions)
    }

    /// Returns once so many have come since the beginning.
    func wait(for count: Int) async {
        await arrivals.wait(for: count)
    }
}
