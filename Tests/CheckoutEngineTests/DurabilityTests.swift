import Checkout
import Simulation
import TestTools
import Testing
import WriteAheadLog

@testable import CheckoutEngine

/// Two threads, so that the shards go on while the log waits for its disk.
@Suite struct DurabilityTests {
    private static let layouts = [
        EngineSetup(threads: 2, shards: 1), EngineSetup(threads: 2, shards: 2), EngineSetup(threads: 2, shards: 7),
    ]

    @Test(arguments: layouts)
    func `nothing that a crash could take back is told before the sync`(setup: EngineSetup) async throws {
        let disk = GatedDisk()
        let fixture = try await EngineFixture(setup.with { $0.settings.keepSessionsSeconds = 100 }, disk: disk)
        let old = try await fixture.createSession()
        let kept = try await fixture.createSession(Sample.newSession(), Sample.claim(1))
        let canceled = try await fixture.createSession()
        let removed = try await fixture.createSession()
        let keyed = try await fixture.createSession()
        let due = try await fixture.createSession(Sample.newSession(lifetime: 300))
        #expect(await fixture.change(removed.id, .cancel).isDone)
        let probe = Probe(fixture)
        disk.hold()
        fixture.clock.advance(seconds: 200)
        await fixture.engine.doDueWork()
        // What was durable before is told at once: the engine lives, and its log alone is held.
        probe.read("read of an old one", old.id)
        probe.create("replay of an old one", Sample.claim(1))
        probe.create("conflict", Sample.claim(1, request: 2))
        await fixture.settle()
        #expect(probe.outcomes.keys.sorted() == ["conflict", "read of an old one", "replay of an old one"])
        fixture.clock.advance(seconds: 100)
        probe.create("create")
        probe.create("create with a key", Sample.claim(2))
        probe.create("its replay", Sample.claim(2))
        probe.create("its conflict, told at once", Sample.claim(2, request: 2))
        probe.change("change", canceled.id, .cancel)
        probe.read("read of what was changed", canceled.id)
        probe.change("refusal", canceled.id, .expire)
        let claim = Sample.claim(3, apartFrom: keyed.id, shards: setup.shards)
        probe.change("change with a key", keyed.id, .cancel, claim)
        probe.change("replay of the change", keyed.id, .cancel, claim)
        probe.change("refusal with a key", canceled.id, .expire, Sample.claim(4, stripe: 6))
        probe.read("read of what was due", due.id)
        probe.read("read of what has left", removed.id)
        probe.change("change of what has left", removed.id, .expire)
        await fixture.settle()
        probe.list("list")
        await fixture.settle()
        #expect(probe.outcomes.count == 4)
        #expect(probe.outcomes["its conflict, told at once"] == .keyReused)
        disk.release()
        let outcomes = await probe.answered()
        #expect(outcomes.count == 17)
        #expect(outcomes["read of an old one"] == .done(old.body))
        #expect(outcomes["replay of an old one"] == .replayed(status: 201, body: kept.body))
        #expect(outcomes["its replay"]?.body == outcomes["create with a key"]?.body)
        #expect(outcomes["read of what was changed"] == outcomes["change"])
        #expect(outcomes["refusal"] == .refused(.notAllowed(in: .canceled)))
        #expect(outcomes["refusal with a key"] == .refused(.notAllowed(in: .canceled)))
        #expect(outcomes["replay of the change"]?.body == outcomes["change with a key"]?.body)
        #expect(outcomes["read of what was due"]?.status == "expired")
        #expect(outcomes["read of what has left"] == .notFound)
        #expect(outcomes["change of what has left"] == .notFound)
        try await expectAll(of: outcomes, in: try await fixture.restarted(on: disk.inner.crash(seed: 4)))
    }

    private func expectAll(of outcomes: [String: Outcome], in restarted: EngineFixture) async throws {
        for name in ["create", "create with a key", "change", "change with a key", "read of what was due"] {
            let session = try MadeSession(try #require(outcomes[name]?.body))
            #expect(await restarted.read(session.id) == .done(session.body), "\(name)")
        }
        let page = try await restarted.list()
        let listed = outcomes["list"]?.body.map { String(decoding: $0, as: UTF8.self) }
        #expect(listed == String(decoding: Probe.text(of: page), as: UTF8.self))
    }

    @Test func `a merchant and the revoking of a key are believed once they are durable`() async throws {
        let disk = GatedDisk()
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 2), disk: disk)
        let directory = fixture.engine.directory
        let key = APIKey(
            id: KeyID(number: 5),
            merchant: Sample.merchant,
            keyMode: .test,
            name: nil,
            digest: APIKeySecret(keyMode: .test, first: 1, second: 2).digest,
            lastFour: "abcd",
            createdAt: fixture.engine.clock.now()
        )
        disk.hold()
        async let creation: Void = directory.submit(.createKey(key))
        while fixture.engine.context.log.lastSequence == 2 { await Task.yield() }
        await fixture.settle()
        #expect(directory.authenticate(key.digest) == nil)
        disk.release()
        try await creation
        #expect(directory.authenticate(key.digest) == key)
        disk.hold()
        async let revoking: Void = directory.submit(.revokeKey(key.id))
        while fixture.engine.context.log.lastSequence == 3 { await Task.yield() }
        await fixture.settle()
        #expect(directory.authenticate(key.digest) == key)
        disk.release()
        try await revoking
        #expect(directory.authenticate(key.digest) == nil)
        let restarted = try await fixture.restarted(on: disk.inner.crash(seed: 1))
        #expect(restarted.engine.directory.authenticate(key.digest) == nil)
        #expect(restarted.engine.directory.current.key(key.id)?.revokedAt == fixture.engine.clock.now())
    }

    @Test func `the use of a key is noted once an hour and nobody waits for it`() async throws {
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 2))
        let directory = fixture.engine.directory
        let key = APIKey(
            id: KeyID(number: 5),
            merchant: Sample.merchant,
            keyMode: .test,
            name: nil,
            digest: APIKeySecret(keyMode: .test, first: 1, second: 2).digest,
            lastFour: "abcd",
            createdAt: fixture.engine.clock.now()
        )
        try await directory.submit(.createKey(key))
        for round in 1...3 {
            for _ in 0..<10 {
                let used = try #require(directory.authenticate(key.digest))
                directory.noteUse(of: used, at: fixture.engine.clock.now())
            }
            while directory.authenticate(key.digest)?.lastUsedAt != fixture.engine.clock.now() { await Task.yield() }
            await fixture.settle()
            #expect(fixture.engine.context.log.lastSequence == UInt64(3 + round))
            fixture.clock.advance(seconds: Checkout.Limits.keyUseIntervalSeconds)
        }
    }

    @Test func `without durability the engine answers after the write`() async throws {
        let disk = GatedDisk()
        let setup = EngineSetup(threads: 2, shards: 2).with { $0.log.durability = .never }
        let fixture = try await EngineFixture(setup, disk: disk)
        disk.hold()
        let session = try await fixture.createSession()
        #expect(await fixture.read(session.id) == .done(session.body))
        disk.release()
    }
}
