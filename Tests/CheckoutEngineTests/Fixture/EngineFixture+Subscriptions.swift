import Checkout
import Simulation
import TestTools
import Testing

@testable import CheckoutEngine

/// Subscriptions without wallets.
extension EngineFixture {
    /// Has subscriptions charged by a charger from now on.
    func charger() -> Charger {
        let charger = Charger()
        engine.chargeSubscriptions(through: charger)
        return charger
    }

    /// Makes a session that sells a subscription, and pays it to the end.
    func subscribe(
        _ recurring: Recurring = .monthly,
        by merchant: MerchantID = Sample.merchant,
        _ keyMode: KeyMode = .test
    ) async throws -> StoredSubscription {
        let session = try await createSession(Sample.subscription(recurring), by: merchant, keyMode)
        try await pay(session.id, to: .closed)
        return try await subscription(SubscriptionID(of: session.id))
    }

    func subscription(_ id: SubscriptionID) async throws -> StoredSubscription {
        try #require(try await engine.subscription(id))
    }

    /// The next step of a subscription; nil if there is nothing to be done now.
    func nextStep(of id: SubscriptionID, forward: Bool = true) async throws -> SubscriptionStep? {
        SubscriptionStory.step(after: try await subscription(id), at: engine.clock.now(), forward: forward)
    }

    /// Takes a subscription a step further.
    @discardableResult
    func step(_ id: SubscriptionID, forward: Bool = true) async throws -> StoredSubscription {
        try await engine.advance(try #require(try await nextStep(of: id, forward: forward)))
    }

    /// Takes a subscription as far as it goes now.
    @discardableResult
    func charge(_ id: SubscriptionID, forward: Bool = true) async throws -> StoredSubscription {
        while let step = try await nextStep(of: id, forward: forward) { _ = try await engine.advance(step) }
        return try await subscription(id)
    }

    /// Lets time pass until the next period of a subscription can be charged, and the engine begin it.
    func passToNextPeriod(of id: SubscriptionID) async throws {
        let end = try await subscription(id).subscription.period.end
        clock.advance(seconds: end - engine.clock.now() + 60)
        await engine.doDueWork()
    }

    /// Why a step is not taken; nil if it is.
    func refusal(of step: SubscriptionStep) async -> SubscriptionRefusal? {
        do throws(SubscriptionRefusal) {
            _ = try await engine.advance(step)
            return nil
        } catch {
            return error
        }
    }

    func cancel(
        _ id: SubscriptionID?,
        _ claim: IdempotencyClaim? = nil,
        by merchant: MerchantID = Sample.merchant,
        _ keyMode: KeyMode = .test,
        isUnderstood: Bool = true
    ) async -> Outcome {
        await withCheckedContinuation { continuation in
            let request = CancelSubscription(
                merchant: merchant,
                keyMode: keyMode,
                claim: claim,
                subscription: id,
                isUnderstood: isUnderstood
            )
            engine.submit(request) { continuation.resume(returning: $0) }
        }
    }

    func read(
        _ id: SubscriptionID,
        by merchant: MerchantID = Sample.merchant,
        _ keyMode: KeyMode = .test
    ) async -> Outcome {
        await withCheckedContinuation { continuation in
            engine.readSubscription(id, merchant: merchant, keyMode: keyMode) { continuation.resume(returning: $0) }
        }
    }

    /// Goes through a list of subscriptions to its end, page by page.
    func walkSubscriptions(
        limit: Int = 100,
        by merchant: MerchantID = Sample.merchant,
        _ keyMode: KeyMode = .test,
        status: SubscriptionStatus? = nil
    ) async throws -> [StoredSubscription] {
        try await allElements(limit: limit) { before in
            let query = SubscriptionQuery(
                merchant: merchant,
                keyMode: keyMode,
                before: before,
                limit: limit,
                status: status
            )
            return try await withCheckedContinuation { continuation in
                engine.listSubscriptions(query) { continuation.resume(returning: $0) }
            }
            .get()
        }
    }
}
