import Checkout
package import CheckoutEngine
package import Logging
package import OpenPayments
import Synchronization

/// Drives payments through the wallets: what customers ask for on the page, and by itself whatever they leave behind.
///
/// All that it knows is in the engine, which tells it what is unfinished; so it may end at any time and go on after
/// the next start.
package final class PaymentService: PaymentOutlet {
    let context: FlowContext
    let locks = SessionLocks()
    let notes = CustomerNotes()
    let documents = WalletDocuments()

    private let requests: AsyncStream<SessionID>
    private let asking: AsyncStream<SessionID>.Continuation
    private let queued = Mutex<Set<SessionID>>([])

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
        (requests, asking) = AsyncStream.makeStream()
    }

    /// Takes payments that somebody has to look at.
    package func take(_ payments: [SessionPayment]) {
        for payment in payments { drive(payment.session.id) }
    }

    /// Drives payments until its task is cancelled.
    ///
    /// What is under way then is cut off, at whatever step, and goes on after the next start.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            var underWay = 0
            for await session in requests {
                if underWay >= FlowLimits.drivesAtOnce {
                    await group.next()
                    underWay -= 1
                }
                underWay += 1
                group.addTask { await self.driveNow(session) }
            }
            group.cancelAll()
        }
    }

    /// Has a payment driven when it is its turn.
    func drive(_ session: SessionID) {
        guard queued.withLock({ $0.insert(session).inserted }) else { return }
        asking.yield(session)
    }

    private func driveNow(_ session: SessionID) async {
        queued.withLock { _ = $0.remove(session) }
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
