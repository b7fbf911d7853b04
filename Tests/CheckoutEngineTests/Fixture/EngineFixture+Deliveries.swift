import Checkout
import Testing

@testable import CheckoutEngine

/// The engine's calls about events as asynchronous functions.
extension EngineFixture {
    /// Gives a merchant a destination, or takes it away.
    func setDestination(
        _ url: String? = "https://shop.example.com/hook",
        of merchant: MerchantID = Sample.merchant,
        _ keyMode: KeyMode = .test
    ) async throws {
        try await engine.directory.submit(.updateMerchant(merchant, [.webhookURL(url, keyMode)]))
    }

    /// Cancels a session of a merchant that has a destination; the event, and where it goes.
    func raise() async throws -> (Receiver, EventID) {
        try await setDestination()
        let receiver = receiver()
        let session = try await createSession()
        _ = await change(session.id, .cancel)
        return (receiver, EventID(of: session.id))
    }

    /// Sends events to a receiver from now on.
    func receiver() -> Receiver {
        let receiver = Receiver()
        engine.send(to: receiver)
        return receiver
    }

    func report(_ report: DeliveryReport, of id: EventID) async -> Bool {
        await withCheckedContinuation { continuation in
            engine.report(report, of: id) { continuation.resume(returning: $0) }
        }
    }

    /// Reports an attempt that was answered with a status.
    func report(_ status: UInt16?, of id: EventID, retryAfter: Int64? = nil) async -> Bool {
        let attempt = DeliveryAttempt(
            startedAt: engine.clock.now(),
            durationMilliseconds: 12,
            status: status,
            problem: status == nil ? "connection refused" : nil,
            response: "answer \(status ?? 0)"
        )
        return await report(.attempted(attempt, retryAfterSeconds: retryAfter), of: id)
    }

    func event(
        _ id: EventID,
        by merchant: MerchantID = Sample.merchant,
        _ keyMode: KeyMode = .test
    ) async throws -> StoredEvent? {
        try await withCheckedContinuation { continuation in
            engine.readEvent(id, merchant: merchant, keyMode: keyMode) { continuation.resume(returning: $0) }
        }
        .get()
    }

    func resend(_ id: EventID, by merchant: MerchantID = Sample.merchant) async throws -> StoredEvent? {
        try await withCheckedContinuation { continuation in
            engine.resendEvent(id, merchant: merchant, keyMode: .test) { continuation.resume(returning: $0) }
        }
        .get()
    }

    /// Goes through a list of events to its end, page by page.
    func walkEvents(
        limit: Int = 100,
        by merchant: MerchantID = Sample.merchant,
        _ keyMode: KeyMode = .test,
        filter: (inout EventQuery.Filters) -> Void = { _ in }
    ) async throws -> [StoredEvent] {
        var filters = EventQuery.Filters()
        filter(&filters)
        return try await allElements(limit: limit) { before in
            let query = EventQuery(merchant: merchant, keyMode: keyMode, before: before, limit: limit, filters: filters)
            return try await withCheckedContinuation { continuation in
                engine.listEvents(query) { continuation.resume(returning: $0) }
            }
            .get()
        }
    }
}
