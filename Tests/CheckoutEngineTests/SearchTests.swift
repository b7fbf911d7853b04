import Bytes
import Checkout
import Reactors
import Simulation
import TestTools
import Testing

@testable import CheckoutEngine

@Suite(.timeLimit(.minutes(1))) struct SearchTests {
    @Test(arguments: EngineSetup.layouts)
    func `a session is found by its id, reference, metadata or wallet, and by nothing else`(
        setup: EngineSetup
    ) async throws {
        let fixture = try await EngineFixture(setup)
        let made = try await fixture.createSession(
            Sample.newSession(
                reference: "order \"7\"",
                description: "soft",
                metadata: ["cart": "c-7", "note": "é\t\"\u{1F600}"]
            )
        )
        _ = try await fixture.createSessions(20)
        _ = try await fixture.createSession(
            Sample.newSession(reference: "order \"7\"", metadata: ["cart": "c-7"]),
            by: Sample.otherMerchant
        )
        try await fixture.pay(made.id, to: .awaitingConsent)
        for text in [
            made.id.text, "order \"7\"", " order \"7\"\n", "c-7", "é\t\"\u{1F600}", "https://bank.example/alice",
            "bank.example/alice", "$bank.example/alice",
        ] {
            #expect(try await fixture.search(text) == [made.id], "\(text)")
        }
        for text in [
            "order", "order \"8\"", "C-7", "c-", "cart", "soft", "Wool sweater", "usd", "https://shop.example.com/cart",
            "https://bank.example/Alice", "\"", "\\", "é", SessionID(partition: 7, stripe: 1, random: 1).text,
        ] {
            #expect(try await fixture.search(text).isEmpty, "\(text)")
        }
        #expect(try await fixture.search(" \n").count == 21)
        #expect(try await fixture.search(made.id.text, by: Sample.otherMerchant).isEmpty)
    }

    @Test(arguments: EngineSetup.layouts)
    func `a search goes with the filters, and pages hold each session once, newest first`(
        setup: EngineSetup
    ) async throws {
        let fixture = try await EngineFixture(setup)
        var sessions: [SessionID] = []
        for index in 0..<40 {
            let pairs: KeyValuePairs = ["cart": index.isMultiple(of: 2) ? "even" : "odd"]
            sessions.append(try await fixture.createSession(Sample.newSession(metadata: pairs)).id)
            fixture.clock.advance(seconds: 1)
        }
        let gift = try await fixture.createSession(Sample.donation())
        for id in sessions.prefix(10) { _ = await fixture.change(id, .cancel) }
        let even = stride(from: 38, through: 0, by: -2).map { sessions[$0] }
        for limit in [1, 3, 100] {
            #expect(try await fixture.search("even", limit: limit) == even)
            #expect(try await fixture.search("even", limit: limit) { $0.status = .canceled } == Array(even.suffix(5)))
        }
        let last = Timestamp(secondsSinceEpoch: ManualClock.start + 30)
        #expect(try await fixture.search("even") { $0.createdAfter = last } == Array(even.prefix(4)))
        #expect(try await fixture.search(nil) { $0.mode = .donation } == [gift.id])
        #expect(try await fixture.search(nil) { $0.mode = .subscription }.isEmpty)
        #expect(try await fixture.search(sessions[0].text) { $0.status = .open }.isEmpty)
        #expect(try await fixture.search(sessions[0].text) { $0.status = .canceled } == [sessions[0]])
        #expect(try await fixture.search(gift.id.text) { $0.mode = .payment }.isEmpty)
    }

    @Test func `a session past its time is found as expired`() async throws {
        let fixture = try await EngineFixture()
        let session = try await fixture.createSession(Sample.newSession(reference: "a", lifetime: 300))
        fixture.clock.advance(seconds: 300)
        #expect(try await fixture.search(session.id.text) { $0.status = .open }.isEmpty)
        #expect(try await fixture.search(session.id.text) { $0.status = .expired } == [session.id])
        #expect(try await fixture.search("a") { $0.status = .expired } == [session.id])
        #expect(await fixture.read(session.id).status == "expired")
    }

    @Test func `a search says how far back it has come, and goes on there`() async throws {
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 3).with { $0.log = EngineSetup.roomyLog })
        let first = try await fixture.createSession(Sample.newSession(reference: "the first"))
        fixture.clock.advance(seconds: 60)
        for _ in 0..<30 {
            _ = try await fixture.createSessions(10)
            fixture.clock.advance(seconds: 1)
        }
        var filters = SessionQuery.Filters()
        filters.search = "the first"
        let query = SessionQuery(
            merchant: Sample.merchant,
            keyMode: .test,
            before: nil,
            limit: 10,
            filters: filters
        )
        var run = SearchRun(query, until: .distantFuture, looks: 90)
        var reached: [Timestamp] = []
        while true {
            let page = try await withCheckedContinuation { continuation in
                fixture.engine.goOn(run, looks: 30, at: fixture.engine.gates[0].reactor) {
                    continuation.resume(returning: $0)
                }
            }
            .get()
            guard let next = page.next, let back = page.searchedBackTo else {
                #expect(page.sessions.map(\.id) == [first.id])
                break
            }
            #expect(page.sessions.isEmpty)
            reached.append(back)
            let rest = SessionQuery(
                merchant: query.merchant,
                keyMode: .test,
                before: next,
                limit: 10,
                filters: filters
            )
            run = SearchRun(rest, until: .distantFuture, looks: 90)
        }
        #expect(reached.count >= 3 && reached == reached.sorted(by: >))
        #expect(run.isOver(at: .distantFuture))
    }

    @Test func `a search that has taken its time says so`() {
        let query = SessionQuery(merchant: Sample.merchant, keyMode: .test, before: 9, limit: 10, filters: .init())
        let run = SearchRun(query, until: MonotonicTime(nanoseconds: 100), looks: 50)
        #expect(!run.isOver(at: MonotonicTime(nanoseconds: 99)))
        #expect(run.isOver(at: MonotonicTime(nanoseconds: 100)))
        let page = Page<StoredSession>(elements: [], next: 5)
        #expect(!run.taking(page, looked: 49).isOver(at: MonotonicTime(nanoseconds: 0)))
        #expect(run.taking(page, looked: 50).isOver(at: MonotonicTime(nanoseconds: 0)))
        #expect(run.taking(Page(elements: [], next: nil), looked: 1).isOver(at: MonotonicTime(nanoseconds: 0)))
    }
}
