import Checkout

@testable import CheckoutEngine

/// Takes events as what sends them would.
final class Receiver: EventOutlet {
    private let arrivals = Arrivals<StoredEvent>()

    /// All that has come, in its order.
    var events: [StoredEvent] { arrivals.elements }

    func take(_ events: [StoredEvent]) {
        arrivals.append(events)
    }

    /// Returns once so many have come since the beginning.
    func wait(for count: Int) async {
        await arrivals.wait(for: count)
    }
}
