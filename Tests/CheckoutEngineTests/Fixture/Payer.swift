import Checkout
import CheckoutEngine

/// Takes payments as what drives them would.
final class Payer: PaymentOutlet {
    private let arrivals = Arrivals<SessionPayment>()

    /// All that has come, in its order.
    var payments: [SessionPayment] { arrivals.elements }

    func take(_ payments: [SessionPayment]) {
        arrivals.append(payments)
    }

    /// Returns once so many have come since the beginning.
    func wait(for count: Int) async {
        await arrivals.wait(for: count)
    }
}
