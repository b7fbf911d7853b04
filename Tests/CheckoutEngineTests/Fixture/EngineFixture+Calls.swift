import Checkout
import Testing

@testable import CheckoutEngine

/// The engine's calls as asynchronous functions.
extension EngineFixture {
    func create(
        _ newSession: NewSession? = Sample.newSession(),
        _ claim: IdempotencyClaim? = nil,
        by merchant: MerchantID = Sample.merchant,
        _ keyMode: KeyMode = .test
    ) async -> Outcome {
        await withCheckedContinuation { continuation in
            let request = CreateSession(merchant: merchant, keyMode: keyMode, claim: claim, newSession: newSession)
            engine.submit(request) { continuation.resume(returning: $0) }
        }
    }

    /// Makes a session that must come about.
    func createSession(
        _ newSession: NewSession = Sample.newSession(),
        _ claim: IdempotencyClaim? = nil,
        by merchant: MerchantID = Sample.merchant,
        _ keyMode: KeyMode = .test
    ) async throws -> MadeSession {
        try MadeSession(try #require(await create(newSession, claim, by: merchant, keyMode).body))
    }

    /// Makes so many sessions one after the other.
    func createSessions(_ count: Int, _ newSession: NewSession = Sample.newSession()) async throws -> [MadeSession] {
        var sessions: [MadeSession] = []
        for _ in 0..<count { sessions.append(try await createSession(newSession)) }
        return sessions
    }

    func change(
        _ session: SessionID?,
        _ command: SessionCommand?,
        _ claim: IdempotencyClaim? = nil,
        by merchant: MerchantID = Sample.merchant,
        _ keyMode: KeyMode = .test
    ) async -> Outcome {
        await withCheckedContinuation { continuation in
            let request = ChangeSession(
                merchant: merchant,
                keyMode: keyMode,
                claim: claim,
                session: session,
                command: command
            )
            engine.submit(request) { continuation.resume(returning: $0) }
        }
    }

    func read(
        _ session: SessionID,
        by merchant: MerchantID = Sample.merchant,
        _ keyMode: KeyMode = .test
    ) async -> Outcome {
        await withCheckedContinuation { continuation in
            engine.read(session, merchant: merchant, keyMode: keyMode) { continuation.resume(returning: $0) }
        }
    }

    func list(
        limit: Int = 100,
        before: UInt64? = nil,
        by merchant: MerchantID = Sample.merchant,
        _ keyMode: KeyMode = .test,
        filter: (inout SessionQuery.Filters) -> Void = { _ in }
    ) async throws -> Page<StoredSession> {
        var filters = SessionQuery.Filters()
        filter(&filters)
        let query = SessionQuery(merchant: merchant, keyMode: keyMode, before: before, limit: limit, filters: filters)
        return try await withCheckedContinuation { continuation in
            engine.list(query) { continuation.resume(returning: $0) }
        }
        .get()
    }

    /// Goes through a list to its end, page by page.
    func walk(limit: Int = 100, filter: (inout SessionQuery.Filters) -> Void = { _ in }) async throws -> [SessionID] {
        try await allElements(limit: limit) { before in
            try await list(limit: limit, before: before, filter: filter)
        }
        .map(\.id)
    }

    /// Goes through a list to its end, page by page, as `page` makes them.
    func allElements<Element>(limit: Int, _ page: (UInt64?) async throws -> Page<Element>) async throws -> [Element] {
        var elements: [Element] = []
        var before: UInt64?
        repeat {
            let page = try await page(before)
            #expect(page.elements.count <= limit)
            elements += page.elements
            before = page.next
        } while before != nil
        return elements
    }
}
