import Checkout
import Testing

@testable import CheckoutEngine

/// What a merchant's own page asks of the engine, as asynchronous functions.
extension EngineFixture {
    func overview(of merchant: MerchantID = Sample.merchant, _ keyMode: KeyMode = .test) async -> Overview {
        await withCheckedContinuation { continuation in
            engine.overview(of: merchant, keyMode) { continuation.resume(returning: $0) }
        }
    }

    func timeline(of id: SessionID, by merchant: MerchantID = Sample.merchant) async throws -> [TimelineEntry]? {
        try await withCheckedContinuation { continuation in
            engine.timeline(of: id, merchant: merchant, keyMode: .test) { continuation.resume(returning: $0) }
        }
        .get()
    }

    /// Searches to the end of the list, page by page.
    func search(
        _ text: String?,
        limit: Int = 100,
        by merchant: MerchantID = Sample.merchant,
        filter: (inout SessionQuery.Filters) -> Void = { _ in }
    ) async throws -> [SessionID] {
        var filters = SessionQuery.Filters()
        filters.search = text
        filter(&filters)
        var found: [SessionID] = []
        var before: UInt64?
        repeat {
            let query = SessionQuery(merchant: merchant, keyMode: .test, before: before, limit: limit, filters: filters)
            let page = try await withCheckedContinuation { continuation in
                engine.search(query) { continuation.resume(returning: $0) }
            }
            .get()
            #expect(page.sessions.count <= limit)
            #expect((page.next == nil) == (page.searchedBackTo == nil))
            found += page.sessions.map(\.id)
            before = page.next
        } while before != nil
        return found
    }

    /// Makes a key of a merchant that opens something.
    func makeKey(of merchant: MerchantID = Sample.merchant) async throws -> APIKey {
        try await engine.createKey(of: merchant, .test, name: nil).key
    }
}
