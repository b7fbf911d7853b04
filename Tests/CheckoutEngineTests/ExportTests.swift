import Checkout
import Synchronization
import TestTools
import Testing
import WriteAheadLog

@testable import CheckoutEngine

/// Giving all sessions away.
@Suite struct ExportTests {
    @Test(arguments: EngineSetup.layouts)
    func `all sessions of all merchants and modes come, oldest first`(setup: EngineSetup) async throws {
        let fixture = try await EngineFixture(setup)
        var made: [MadeSession] = []
        for number in 0..<40 {
            let merchant = number % 3 == 0 ? Sample.otherMerchant : Sample.merchant
            made.append(try await fixture.createSession(by: merchant, number % 2 == 0 ? .test : .live))
        }
        let canceled = await fixture.change(made[5].id, .cancel, by: Sample.merchant, .live)
        let all = await fixture.engine.allSessions()
        #expect(all.map(\.id) == made.map(\.id))
        #expect(all[5].rendering() == canceled.body)
        #expect(all[6].rendering() == made[6].body)
        let others = await fixture.engine.allSessions(of: Sample.otherMerchant)
        #expect(others.map(\.id) == made.enumerated().filter { $0.offset % 3 == 0 }.map(\.element.id))
        try await fixture.close()
    }

    @Test func `a session past its time comes as expired`() async throws {
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 3))
        _ = try await fixture.createSessions(10, Sample.newSession(lifetime: 300))
        fixture.clock.advance(seconds: 300)
        let all = await fixture.engine.allSessions()
        #expect(all.map(\.state.status) == Array(repeating: .expired, count: 10))
        try await fixture.close()
    }

    @Test func `nothing is given away before it is durable`() async throws {
        let disk = GatedDisk()
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 3), disk: disk)
        let before = try await fixture.createSession()
        disk.hold()
        let engine = fixture.engine
        let isAnswered = Mutex(false)
        async let creating = fixture.create()
        while engine.context.log.lastSequence == engine.durableSequence { await Task.yield() }
        async let exported = {
            let sessions = await engine.allSessions()
            isAnswered.withLock { $0 = true }
            return sessions
        }()
        await fixture.settle()
        #expect(!isAnswered.withLock { $0 })
        disk.release()
        let made = try MadeSession(try #require(await creating.body))
        #expect(await exported.map(\.id) == [before.id, made.id])
        try await fixture.close()
    }
}
