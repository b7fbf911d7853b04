import Checkout
import CheckoutEngine
import PaymentFlows
import SandboxWallet
import TestTools
import Testing

/// Subscriptions of 49.98 dollars a period.
extension PaymentWorld {
    static let price: UInt64 = 4998

    static let agreement = "You agree to pay Shop 49.98 USD every month."

    /// A customer subscribes; the first period is paid.
    func subscribe(_ wallet: String = "alice", _ recurring: Recurring = .monthly) async throws -> SubscriptionID {
        let session = try await createSession(recurring: recurring)
        let url = try await goToWallet(wallet, session)
        try await comeBack(from: url)
        try await wait(session, for: [.closed])
        return SubscriptionID(of: session)
    }

    func subscription(_ id: SubscriptionID) async throws -> Subscription {
        try #require(try await engine.subscription(id)).subscription
    }

    /// Lets the time come for what is due, and lets it be done, until something is so of a subscription.
    ///
    /// Where nothing is due, time leaps to where something is.
    func goOn(
        with id: SubscriptionID,
        _ location: SourceLocation = #_sourceLocation,
        until isSo: @Sendable (Subscription) -> Bool
    ) async throws {
        for round in 0..<20_000 {
            if try await doWork(until: { isSo(try await self.subscription(id)) }) { return }
            let now = Timestamp(secondsSinceEpoch: clock.seconds)
            let due = try await subscription(id).dueAt(now) ?? now
            // What waits for a wallet waits up to ten minutes.
            clock.advance(seconds: due > now ? due - now : round.isMultiple(of: 20) ? 60 : 1)
            await engine.doDueWork()
        }
        Issue.record("it never comes to that: \(try await subscription(id))", sourceLocation: location)
        throw WorldError.never
    }

    /// Lets periods pass until one of this number is paid.
    func goOn(
        with id: SubscriptionID,
        toPaid period: Int,
        _ location: SourceLocation = #_sourceLocation
    ) async throws {
        try await goOn(with: id, location) { subscription in
            subscription.period.number == period && subscription.isPeriodPaid && subscription.isSettled
        }
    }

    /// Lets time pass until the token of a new subscription was traded between two charges.
    func keepAlive(_ id: SubscriptionID) async throws {
        try await goOn(with: id) { subscription in
            subscription.grant.map { !$0.token.isRotating && $0.tokenObtainedAt > subscription.createdAt + 86_400 }
                ?? false
        }
    }

    /// The merchant cancels a subscription.
    func cancel(_ id: SubscriptionID) async {
        let request = CancelSubscription(
            merchant: Self.merchant,
            keyMode: .test,
            claim: nil,
            subscription: id,
            isUnderstood: true
        )
        _ = await withCheckedContinuation { continuation in
            engine.submit(request) { continuation.resume(returning: $0) }
        }
    }

    /// Gives a wallet money, in the units of its asset.
    func topUp(_ wallet: String, by value: UInt64) {
        sandbox.topUp(wallet, by: value)
    }

    func advance(days: Int64) {
        clock.advance(seconds: days * 86_400)
    }
}
