import Checkout
package import CheckoutEngine
package import Logging
package import OpenPayments

/// Drives payments through the wallets: what customers ask for on the page, and by itself whatever they leave behind.
///
/// All that it knows is in the engine, which tells it what is unfinished; so it may end at any time and go on after
/// the next start.
package final class PaymentService: PaymentOutlet {
    let context: FlowContext
    let locks = SessionLocks()
    let notes = CustomerNotes()
    let documents = WalletDocuments()

    /// What charges the subscriptions that sessions have begun; it runs with this.
    package let renewals: RenewalService

    private let queue = DriveQueue(atOnce: FlowLimits.drivesAtOnce)

    /// Drives the payments of an engine's sessions.
    ///
    /// `allowsLocalWallets` lets test sessions be paid at wallets on this machine, by `http` and at any port. What
    /// customers ask for runs on `executor`, if there is one.
    package init(
        engine: Engine,
        transport: any PaymentTransport,
        clock: any PaymentClock,
        allowsLocalWallets: Bool,
        logger: Logger,
        executor: (any TaskExecutor)? = nil
    ) {
        context = FlowContext(
            engine: engine,
            transport: ConsiderateTransport(transport, clock: clock),
            clock: clock,
            allowsLocalWallets: allowsLocalWallets,
            logger: logger,
            executor: executor
        )
        renewals = RenewalService(context)
    }

    /// Whether nothing is being driven of what the engine has told to be due, and nothing waits for its turn.
    var isIdle: Bool { queue.isIdle && renewals.isIdle }

    /// Takes payments that somebody has to look at.
    package func take(_ payments: [SessionPayment]) {
        for payment in payments { drive(payment.session.id) }
    }

    /// Drives payments, and charges subscriptions, until its task is cancelled.
    ///
    /// What is under way then is cut off, at whatever step, and goes on after the next start.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.queue.run { await self.driveNow($0) } }
            group.addTask { await self.renewals.run() }
        }
    }

    /// Has a payment driven when it is its turn.
    func drive(_ session: SessionID) {
        queue.add(session)
    }

    private func driveNow(_ session: SessionID) async {
        await locks.withLock(on: session) {
            guard let payment = try? await self.context.engine.payment(of: session), payment.attempt != nil else {
                return
            }
            guard let side = self.context.side(of: payment) else {
                self.context.logger.error(
                    "a payment cannot go on without its merchant's wallet",
                    metadata: ["session": "\(session.text)"]
                )
                let now = self.context.engine.clock.now()
                self.context.engine.lookAgain(at: now + FlowLimits.unwatchedSeconds.upperBound, of: session)
                return
            }
            var flow = PaymentFlow(payment, side, self.context)
            await flow.drive()
        }
    }
}
