import Checkout
import Simulation
import TestTools
import Testing
import WriteAheadLog

@testable import CheckoutEngine

/// Idempotency keys of requests that change no session: of a merchant's settings, of events, and of what is no record.
@Suite struct KeyedRequestTests {
    private static let reply = Array(#"{"sent":true}"#.utf8)

    @Test(arguments: EngineSetup.layouts, 0..<4)
    func `a merchant's change is done once and replayed, wherever its key lives, also after restarts`(
        setup: EngineSetup,
        stripe: Int
    ) async throws {
        let fixture = try await EngineFixture(setup)
        let claim = Sample.claim(1, stripe: stripe)
        let first = await fixture.rename("Tea", claim, showsSecret: stripe > 1)
        #expect(first.isDone)
        #expect(first.text("name") == "Tea")
        fixture.clock.advance(seconds: 60)
        let replay = Outcome.replayed(status: 200, body: try #require(first.body))
        #expect(await fixture.rename("Coffee").isDone)
        #expect(await fixture.rename("Tea", claim) == replay)
        #expect(await fixture.rename(nil, claim) == replay)
        #expect(await fixture.rename("Tea", Sample.claim(1, stripe: stripe, request: 2)) == .keyReused)
        #expect(await fixture.rename(nil, Sample.claim(2, stripe: stripe)) == .invalid)
        #expect(fixture.engine.directory.current.merchant(Sample.merchant)?.name == "Coffee")
        let restarted = try await fixture.restarted()
        #expect(await restarted.rename("Tea", claim) == replay)
        _ = try await restarted.engine.snapshots.take()
        let again = try await restarted.restarted()
        #expect(await again.rename("Tea", claim) == replay)
        #expect(again.engine.directory.current.merchant(Sample.merchant)?.name == "Coffee")
        again.clock.advance(seconds: 86_400)
        #expect(await again.rename("Tea", claim).isDone)
    }

    @Test func `a change that changes nothing is remembered too`() async throws {
        let fixture = try await EngineFixture()
        let first = await fixture.rename("Shop", Sample.claim(1))
        #expect(first.isDone)
        #expect(await fixture.rename("Shop").isDone)
        #expect(await fixture.rename("Shop", Sample.claim(1)) == .replayed(status: 200, body: try #require(first.body)))
        #expect(await fixture.rename("", Sample.claim(2)) == .invalid)
    }

    @Test func `a reply with a secret in it is sealed in the log and in snapshots`() async throws {
        let disk = SimulatedDisk()
        let fixture = try await EngineFixture(disk: disk)
        #expect(await fixture.rename("Tea", Sample.claim(1), showsSecret: true).isDone)
        #expect(await fixture.rename("Tea", Sample.claim(2)).isDone)
        _ = try await fixture.engine.snapshots.take()
        var records: [String] = []
        try LogReader.replay(disk: disk, from: 1, fingerprint: nil) { record in
            records.append(String(decoding: record.payload, as: UTF8.self))
        }
        let lines = StateText.lines(of: try StateText.recovered(from: disk))
        for text in [records, lines] {
            #expect(text.count { $0.contains(#""sealed_reply":"#) } == 1)
            #expect(text.count { $0.contains(#""reply":"#) } == 1)
            #expect(!text.contains { $0.contains(EngineFixture.shownSecret) })
        }
    }

    @Test func `a change is told when it is durable and shown, and its key conflicts at once`() async throws {
        let disk = GatedDisk()
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 2), disk: disk)
        let probe = Probe(fixture)
        disk.hold()
        probe.rename("first", to: "Tea", Sample.claim(1))
        probe.rename("same", to: "Tea", Sample.claim(1))
        probe.rename("other", to: "Coffee", Sample.claim(1, request: 2))
        while probe.outcomes.isEmpty { await Task.yield() }
        #expect(probe.outcomes == ["other": .keyReused])
        #expect(fixture.engine.directory.current.merchant(Sample.merchant)?.name == "Shop")
        disk.release()
        let outcomes = await probe.answered()
        #expect(fixture.engine.directory.current.merchant(Sample.merchant)?.name == "Tea")
        #expect(outcomes["first"]?.isDone == true)
        #expect(outcomes["same"]?.isReplay == true)
        #expect(outcomes["same"]?.body == outcomes["first"]?.body)
    }

    @Test(arguments: EngineSetup.layouts, 0..<4)
    func `an event is sent again once under a key`(setup: EngineSetup, stripe: Int) async throws {
        let fixture = try await EngineFixture(setup)
        let (receiver, id) = try await fixture.raise()
        await receiver.wait(for: 1)
        // It is just being sent: nothing is put down but the key.
        let early = await fixture.resend(id, Sample.claim(1, stripe: stripe))
        #expect(early.text("status") == "pending")
        #expect(await fixture.report(200, of: id))
        let claim = Sample.claim(2, stripe: stripe)
        let first = await fixture.resend(id, claim)
        #expect(first == .done(Array(#"{"status":"pending","attempts":1}"#.utf8)))
        await receiver.wait(for: 2)
        #expect(await fixture.report(200, of: id))
        let replay = Outcome.replayed(status: 200, body: try #require(first.body))
        #expect(await fixture.resend(id, claim) == replay)
        #expect(await fixture.resend(id, claim, isUnderstood: false) == replay)
        #expect(await fixture.resend(id, Sample.claim(2, stripe: stripe, request: 9)) == .keyReused)
        #expect(await fixture.resend(id, Sample.claim(3, stripe: stripe), by: Sample.otherMerchant) == .notFound)
        #expect(await fixture.resend(nil, Sample.claim(3, stripe: stripe)) == .notFound)
        await fixture.settle()
        #expect(receiver.events.count == 2)
        let restarted = try await fixture.restarted()
        #expect(await restarted.resend(id, claim) == replay)
        let earlyReplay = Outcome.replayed(status: 200, body: try #require(early.body))
        #expect(await restarted.resend(id, Sample.claim(1, stripe: stripe)) == earlyReplay)
        #expect(try await restarted.event(id)?.state.status == .delivered)
    }

    @Test func `without a key an event is sent again each time`() async throws {
        let fixture = try await EngineFixture()
        let (receiver, id) = try await fixture.raise()
        for count in 1...3 {
            await receiver.wait(for: count)
            #expect(await fixture.resend(id, nil).text("status") == "pending")
            #expect(await fixture.report(200, of: id))
            #expect(await fixture.resend(id, nil).isDone)
        }
        await receiver.wait(for: 4)
    }

    @Test(arguments: EngineSetup.layouts)
    func `what is no record is done once under a key, and remembered behind it`(setup: EngineSetup) async throws {
        let fixture = try await EngineFixture(setup)
        let (errand, claim) = (Errand(), Sample.claim(1, stripe: 1))
        async let first = fixture.submit(errand, claim)
        await errand.wait(for: 1)
        async let same = fixture.submit(errand, claim)
        #expect(await fixture.submit(errand, Sample.claim(1, stripe: 1, request: 2)) == .keyReused)
        _ = try await fixture.createSession()
        // However long it takes, nobody waits for it but who sent the same.
        _ = try await fixture.engine.snapshots.take()
        errand.finish(.success(Self.reply))
        let outcomes = await [first, same]
        #expect(outcomes.contains(.done(Self.reply)))
        #expect(outcomes.contains(.replayed(status: 200, body: Self.reply)))
        let restarted = try await fixture.restarted()
        #expect(await restarted.submit(errand, claim) == .replayed(status: 200, body: Self.reply))
        #expect(await restarted.submit(errand, claim, isUnderstood: false) == .replayed(status: 200, body: Self.reply))
        #expect(await restarted.submit(errand, Sample.claim(2), isUnderstood: false) == .invalid)
        #expect(errand.count == 1)
    }

    @Test func `what came to nothing frees its key`() async throws {
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 2))
        let (errand, claim) = (Errand(), Sample.claim(1))
        async let first = fixture.submit(errand, claim)
        await errand.wait(for: 1)
        async let same = fixture.submit(errand, claim)
        await fixture.settle()
        errand.finish(.failure(.overloaded))
        await errand.wait(for: 2)
        errand.finish(.success(Self.reply))
        let outcomes = await [first, same]
        #expect(outcomes.contains(.unavailable(.overloaded)))
        #expect(outcomes.contains(.done(Self.reply)))
        async let unkeyed = fixture.submit(errand, nil)
        await errand.wait(for: 3)
        errand.finish(.success(Self.reply))
        #expect(await unkeyed == .done(Self.reply))
        #expect(await fixture.submit(errand, nil, isUnderstood: false) == .invalid)
    }
}
