import Checkout
import Testing

@testable import CheckoutEngine

@Suite struct SessionTests {
    @Test(arguments: EngineSetup.layouts)
    func `a session is made, read as it was made, and listed`(setup: EngineSetup) async throws {
        let fixture = try await EngineFixture(setup)
        let session = try await fixture.createSession()
        #expect(String(decoding: session.body, as: UTF8.self).contains("\"url\":\"https://pay.example.com/pay/cs_"))
        #expect(await fixture.read(session.id) == .done(session.body))
        let page = try await fixture.list()
        #expect(page.elements.map(\.id) == [session.id])
        #expect(page.elements.map { $0.rendering() } == [session.body])
        #expect(page.next == nil)
    }

    @Test(arguments: EngineSetup.layouts, [(.expire, "expired"), (.cancel, "canceled")] as [(SessionCommand, String)])
    func `the merchant ends a session once`(
        setup: EngineSetup,
        end: (command: SessionCommand, status: String)
    ) async throws {
        let fixture = try await EngineFixture(setup)
        let session = try await fixture.createSession()
        let ended = await fixture.change(session.id, end.command)
        #expect(ended.status == end.status)
        #expect(ended.isDone)
        #expect(await fixture.read(session.id) == ended)
        let again = await fixture.change(session.id, end.command)
        guard case .refused(.notAllowed(let status)) = again else {
            Issue.record("\(again)")
            return
        }
        #expect(status.isFinal)
        #expect(await fixture.read(session.id) == ended)
    }

    @Test func `a session keeps the address under which it was made`() async throws {
        let fixture = try await EngineFixture()
        let session = try await fixture.createSession()
        fixture.engine.serve(under: "https://new.example.com")
        let younger = try await fixture.createSession()
        #expect(await fixture.read(session.id) == .done(session.body))
        #expect(String(decoding: younger.body, as: UTF8.self).contains("https://new.example.com/pay/"))
    }

    @Test(
        arguments: EngineSetup.layouts,
        [(Sample.otherMerchant, .test), (Sample.merchant, .live)] as [(MerchantID, KeyMode)]
    )
    func `another merchant's session, and one of the other mode, look like none`(
        setup: EngineSetup,
        stranger: (merchant: MerchantID, keyMode: KeyMode)
    ) async throws {
        let fixture = try await EngineFixture(setup)
        let session = try await fixture.createSession()
        #expect(await fixture.read(session.id, by: stranger.merchant, stranger.keyMode) == .notFound)
        for claim in [nil, Sample.claim(1), Sample.claim(2, stripe: 6), Sample.claim(3, stripe: 7)] {
            let outcome = await fixture.change(session.id, .expire, claim, by: stranger.merchant, stranger.keyMode)
            #expect(outcome == .notFound)
        }
        #expect(try await fixture.list(by: stranger.merchant, stranger.keyMode).elements.isEmpty)
        #expect(await fixture.read(session.id) == .done(session.body))
    }

    @Test func `a session that never was is not found, and neither is what is no identifier`() async throws {
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 3))
        let session = try await fixture.createSession()
        let id = SessionID(partition: session.id.partition, stripe: session.id.stripe, random: 1)
        // The random number alone finds a session in its stripe: the partition must be right too.
        let elsewhere = SessionID(partition: 9, stripe: session.id.stripe, random: session.id.random)
        for id in [id, elsewhere] {
            #expect(await fixture.read(id) == .notFound)
            #expect(await fixture.change(id, .cancel) == .notFound)
            #expect(await fixture.change(id, .cancel, Sample.claim(1)) == .notFound)
        }
        #expect(await fixture.change(nil, .expire) == .notFound)
        #expect(await fixture.change(nil, .expire, Sample.claim(1)) == .notFound)
    }

    @Test func `what could not be understood is invalid, and leaves nothing behind`() async throws {
        let fixture = try await EngineFixture()
        let session = try await fixture.createSession()
        #expect(await fixture.create(nil) == .invalid)
        #expect(await fixture.create(nil, Sample.claim(1)) == .invalid)
        #expect(await fixture.change(session.id, nil) == .invalid)
        #expect(await fixture.change(nil, nil) == .invalid)
        #expect(await fixture.change(session.id, nil, Sample.claim(1)) == .invalid)
        #expect(await fixture.create(Sample.newSession(), Sample.claim(1)).isDone)
        #expect(await fixture.engine.figures.sessions.total == 2)
    }

    @Test func `figures count sessions by status`() async throws {
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 3))
        let sessions = try await fixture.createSessions(7)
        for session in sessions[..<2] { #expect(await fixture.change(session.id, .cancel).isDone) }
        #expect(await fixture.change(sessions[2].id, .expire).isDone)
        let counts = await fixture.engine.figures.sessions
        #expect(counts[.open] == 4)
        #expect(counts[.canceled] == 2)
        #expect(counts[.expired] == 1)
        #expect(counts.total == 7)
    }
}
