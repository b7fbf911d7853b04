import Checkout
import Foundation
import Reactors
import TestTools
import Testing

@testable import CheckoutEngine

@Suite struct IdempotencyTests {
    @Test(arguments: EngineSetup.layouts)
    func `a create is replayed byte for byte, also after its session has ended`(setup: EngineSetup) async throws {
        let fixture = try await EngineFixture(setup)
        let session = try await fixture.createSession(Sample.newSession(), Sample.claim(1))
        let replay = Outcome.replayed(status: 201, body: session.body)
        #expect(await fixture.create(Sample.newSession(), Sample.claim(1)) == replay)
        #expect(await fixture.change(session.id, .cancel).isDone)
        #expect(await fixture.create(Sample.newSession(), Sample.claim(1)) == replay)
        // A body that is not understood any more was understood the first time.
        #expect(await fixture.create(nil, Sample.claim(1)) == replay)
        #expect(await fixture.engine.figures.sessions.total == 1)
    }

    @Test(arguments: EngineSetup.layouts)
    func `the same key with another request conflicts`(setup: EngineSetup) async throws {
        let fixture = try await EngineFixture(setup)
        let session = try await fixture.createSession(Sample.newSession(), Sample.claim(1))
        #expect(await fixture.create(Sample.newSession(), Sample.claim(1, request: 2)) == .keyReused)
        #expect(await fixture.change(session.id, .expire, Sample.claim(1, request: 3)) == .keyReused)
        #expect(await fixture.create(nil, Sample.claim(1, request: 4)) == .keyReused)
        #expect(await fixture.read(session.id) == .done(session.body))
    }

    @Test(arguments: EngineSetup.layouts, 0..<8)
    func `a change with a key is done once and replayed, wherever the key lives`(
        setup: EngineSetup,
        stripe: Int
    ) async throws {
        let fixture = try await EngineFixture(setup)
        let session = try await fixture.createSession()
        let claim = Sample.claim(1, stripe: stripe)
        let first = await fixture.change(session.id, .expire, claim)
        #expect(first.status == "expired")
        #expect(first.isDone)
        let body = try #require(first.body)
        #expect(await fixture.change(session.id, .expire, claim) == .replayed(status: 200, body: body))
        #expect(await fixture.change(session.id, .cancel, Sample.claim(1, stripe: stripe, request: 2)) == .keyReused)
        #expect(await fixture.change(session.id, .expire, Sample.claim(2, stripe: stripe)).body == nil)
        let restarted = try await fixture.restarted()
        #expect(await restarted.change(session.id, .expire, claim) == .replayed(status: 200, body: body))
    }

    @Test(arguments: EngineSetup.layouts, 0..<4)
    func `a refusal is not remembered, and frees the key`(setup: EngineSetup, stripe: Int) async throws {
        let fixture = try await EngineFixture(setup)
        let ended = try await fixture.createSession()
        #expect(await fixture.change(ended.id, .cancel).isDone)
        let claim = Sample.claim(1, stripe: stripe)
        #expect(await fixture.change(ended.id, .expire, claim) == .refused(.notAllowed(in: .canceled)))
        #expect(await fixture.change(ended.id, .expire, claim) == .refused(.notAllowed(in: .canceled)))
        let open = try await fixture.createSession()
        let other = Sample.claim(1, stripe: stripe, request: 2)
        #expect(await fixture.change(open.id, .expire, other).isDone)
        #expect(await fixture.change(open.id, .expire, other).isReplay)
    }

    @Test(arguments: EngineSetup.layouts)
    func `two hundred creates at once with one key make one session`(setup: EngineSetup) async throws {
        let fixture = try await EngineFixture(setup)
        let outcomes = await withTaskGroup { group in
            for _ in 0..<200 {
                group.addTask { await fixture.create(Sample.newSession(), Sample.claim(1)) }
            }
            return await group.reduce(into: [Outcome]()) { $0.append($1) }
        }
        #expect(outcomes.count { $0.isDone } == 1)
        #expect(outcomes.count { $0.isReplay } == 199)
        #expect(Set(outcomes.map(\.body)).count == 1)
        #expect(await fixture.engine.figures.sessions.total == 1)
    }

    @Test(arguments: EngineSetup.layouts)
    func `two hundred changes at once with one key are one change`(setup: EngineSetup) async throws {
        let fixture = try await EngineFixture(setup)
        let session = try await fixture.createSession()
        let claim = Sample.claim(1, apartFrom: session.id, shards: setup.shards)
        let outcomes = await withTaskGroup { group in
            for index in 0..<200 {
                let other = IdempotencyClaim(identity: claim.identity, fingerprint: 99)
                group.addTask { await fixture.change(session.id, .expire, index % 4 == 3 ? other : claim) }
            }
            return await group.reduce(into: [Outcome]()) { $0.append($1) }
        }
        // Whoever comes first decides what the key is used for: the others either replay it or conflict with it.
        let conflicts = outcomes.count { $0 == .keyReused }
        #expect(conflicts == 50 || conflicts == 150)
        #expect(outcomes.count { $0.isDone } == 1)
        #expect(outcomes.count { $0.isReplay } == 199 - conflicts)
        #expect(Set(outcomes.compactMap(\.body)).count == 1)
    }

    @Test func `while the first request runs the same one waits, and another one conflicts at once`() async throws {
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 2))
        let session = try await fixture.createSession(Sample.newSession(), Sample.claim(1, stripe: 1))
        let claim = Sample.claim(2, stripe: 0)
        let probe = Probe(fixture)
        // Somebody stands still in the session's shard, and the key's goes on.
        let begun = DispatchSemaphore(value: 0)
        let stop = DispatchSemaphore(value: 0)
        let holder = Thread {
            fixture.engine.shards[1]
                .enterAlways { _ in
                    begun.signal()
                    stop.wait()
                }
        }
        holder.start()
        begun.wait()
        probe.change("first", session.id, .cancel, claim)
        probe.change("same", session.id, .cancel, claim)
        probe.change("other", session.id, .cancel, IdempotencyClaim(identity: claim.identity, fingerprint: 9))
        while probe.outcomes.isEmpty { await Task.yield() }
        #expect(probe.outcomes == ["other": .keyReused])
        stop.signal()
        let outcomes = await probe.answered()
        #expect(outcomes["first"]?.status == "canceled")
        #expect(outcomes["first"]?.isDone == true)
        #expect(outcomes["same"]?.isReplay == true)
        #expect(outcomes["same"]?.body == outcomes["first"]?.body)
    }

    @Test(arguments: EngineSetup.layouts)
    func `many at once with one key on an ended session are refused, and the key is free`(
        setup: EngineSetup
    ) async throws {
        let fixture = try await EngineFixture(setup)
        let session = try await fixture.createSession()
        #expect(await fixture.change(session.id, .expire).isDone)
        let claim = Sample.claim(1, apartFrom: session.id, shards: setup.shards)
        let outcomes = await withTaskGroup { group in
            for _ in 0..<100 {
                group.addTask { await fixture.change(session.id, .expire, claim) }
            }
            return await group.reduce(into: [Outcome]()) { $0.append($1) }
        }
        #expect(outcomes.allSatisfy { $0 == .refused(.notAllowed(in: .expired)) })
        let open = try await fixture.createSession()
        #expect(await fixture.change(open.id, .expire, claim).isDone)
    }

    @Test func `when the memory for keys is full new ones are refused and old ones replayed`() async throws {
        let setup = EngineSetup().with { $0.settings.idempotencyMemoryBytes = 3 * Limits.idempotencyRecordBytes }
        let fixture = try await EngineFixture(setup)
        var replays: [Outcome] = []
        for number in 0..<3 {
            let session = try await fixture.createSession(Sample.newSession(), Sample.claim(number))
            replays.append(.replayed(status: 201, body: session.body))
        }
        let session = try await fixture.createSession()
        #expect(await fixture.create(Sample.newSession(), Sample.claim(3)) == .unavailable(.idempotencyFull))
        #expect(await fixture.change(session.id, .cancel, Sample.claim(4)) == .unavailable(.idempotencyFull))
        #expect(await fixture.read(session.id) == .done(session.body))
        for number in 0..<3 {
            #expect(await fixture.create(Sample.newSession(), Sample.claim(number)) == replays[number])
        }
        #expect(await fixture.create(Sample.newSession(), Sample.claim(0, request: 2)) == .keyReused)
        // A day later there is room again.
        fixture.clock.advance(seconds: 86_400)
        await fixture.engine.doDueWork()
        #expect(await fixture.create(Sample.newSession(), Sample.claim(3)).isDone)
        #expect(await fixture.engine.figures.idempotencyBytes == Limits.idempotencyRecordBytes)
    }
}
