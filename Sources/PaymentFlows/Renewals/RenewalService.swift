import Checkout
package import CheckoutEngine
import Logging

/// Charges subscriptions, period by period, with nobody before a browser.
///
/// All that it knows is in the engine, which tells it what is due; so it may end at any time and go on after the next
/// start. However many are due at once, some go on at a time, apart from the customers who pay at the page.
package final class RenewalService: SubscriptionOutlet {
    private let context: FlowContext
    private let queue = DriveQueue(atOnce: FlowLimits.renewalsAtOnce)
    private let locks = SessionLocks()

    init(_ context: FlowContext) {
        self.context = context
    }

    /// Whether no subscription is being driven, and none waits for its turn.
    var isIdle: Bool { queue.isIdle }

    /// Takes subscriptions that are due.
    package func take(_ subscriptions: [StoredSubscription]) {
        for subscription in subscriptions { queue.add(subscription.session.id) }
    }

    /// Charges subscriptions until its task is cancelled; what is under way then goes on after the next start.
    func run() async {
        await queue.run { await self.driveNow($0) }
    }

    private func driveNow(_ session: SessionID) async {
        await locks.withLock(on: session) {
            let id = SubscriptionID(of: session)
            guard let stored = try? await self.context.engine.subscription(id), !stored.subscription.isClosed else {
                return
            }
            guard let side = self.context.side(of: stored) else {
                self.context.logger.error(
                    "a subscription cannot go on without its merchant's wallet",
                    metadata: ["subscription": "\(id.text)"]
                )
                let now = self.context.engine.clock.now()
                self.context.engine.lookAgain(at: now + FlowLimits.longestGrantWaitSeconds, of: id)
                return
            }
            var flow = RenewalFlow(stored, side, self.context)
            await flow.drive()
        }
    }
}
