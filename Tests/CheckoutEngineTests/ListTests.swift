import Checkout
import Simulation
import TestTools
import Testing

@testable import CheckoutEngine

@Suite struct ListTests {
    @Test(arguments: EngineSetup.layouts, [1, 2, 7, 49, 50, 51, 100])
    func `pages are newest first and end exactly at the end`(setup: EngineSetup, limit: Int) async throws {
        let fixture = try await EngineFixture(setup)
        let sessions = try await fixture.createSessions(50).reversed().map(\.id)
        var seen: [SessionID] = []
        var before: UInt64?
        repeat {
            let page = try await fixture.list(limit: limit, before: before)
            #expect(page.elements.count == min(limit, 50 - seen.count))
            seen += page.elements.map(\.id)
            before = page.next
            #expect((before == nil) == (seen.count == 50))
        } while before != nil
        #expect(seen == sessions)
    }

    @Test(arguments: EngineSetup.layouts)
    func `walking while others create shows each session of the beginning exactly once`(
        setup: EngineSetup
    ) async throws {
        let fixture = try await EngineFixture(setup.with { $0.log = EngineSetup.roomyLog })
        let sessions = try await fixture.createSessions(200).reversed().map(\.id)
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<300 where !Task.isCancelled { _ = try await fixture.createSession() }
                }
            }
            for limit in [3, 10, 100] {
                let walked = try await fixture.walk(limit: limit)
                #expect(Array(walked.suffix(200)) == sessions)
                #expect(Set(walked).count == walked.count)
            }
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(try await fixture.walk().count == (await fixture.engine.figures.sessions.total))
    }

    @Test(arguments: EngineSetup.layouts)
    func `filters pick by status, by reference and by time, and together`(setup: EngineSetup) async throws {
        let fixture = try await EngineFixture(setup)
        var sessions: [MadeSession] = []
        for index in 0..<30 {
            let reference = index % 3 == 0 ? "order \u{1F600}\"\(index % 2)" : index % 3 == 1 ? "other" : nil
            sessions.append(try await fixture.createSession(Sample.newSession(reference: reference)))
            fixture.clock.advance(seconds: 10)
        }
        for index in stride(from: 0, to: 30, by: 5) {
            #expect(await fixture.change(sessions[index].id, .cancel).isDone)
        }
        func ids(_ isIncluded: (Int) -> Bool) -> [SessionID] {
            (0..<30).filter(isIncluded).reversed().map { sessions[$0].id }
        }
        func time(_ index: Int) -> Timestamp { Timestamp(secondsSinceEpoch: ManualClock.start + Int64(index) * 10) }
        for limit in [1, 4, 100] {
            #expect(try await fixture.walk(limit: limit) { $0.status = .canceled } == ids { $0 % 5 == 0 })
            #expect(try await fixture.walk(limit: limit) { $0.status = .open } == ids { $0 % 5 != 0 })
            #expect(try await fixture.walk(limit: limit) { $0.status = .completed } == [])
            #expect(
                try await fixture.walk(limit: limit) { $0.clientReferenceID = "order \u{1F600}\"0" }
                    == ids { $0 % 6 == 0 }
            )
            #expect(try await fixture.walk(limit: limit) { $0.clientReferenceID = "" } == [])
            #expect(try await fixture.walk(limit: limit) { $0.createdAfter = time(10) } == ids { $0 > 10 })
            #expect(try await fixture.walk(limit: limit) { $0.createdBefore = time(10) } == ids { $0 < 10 })
            #expect(try await fixture.walk(limit: limit) { $0.createdBefore = time(0) } == [])
            let both = try await fixture.walk(limit: limit) { filters in
                filters.createdAfter = time(4)
                filters.createdBefore = time(20)
                filters.status = .canceled
                filters.clientReferenceID = "other"
            }
            #expect(both == ids { $0 == 10 })
        }
    }

    @Test func `a filtered page looks at ten thousand sessions and no more`() async throws {
        let log = EngineSetup.makeLog(firstSegment: 16 << 20, largestSegment: 16 << 20)
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 4, log: log))
        let wanted = try await fixture.createSession(Sample.newSession(reference: "needle"))
        try await withThrowingTaskGroup { group in
            for _ in 0..<30 {
                group.addTask { _ = try await fixture.createSessions(350) }
            }
            try await group.waitForAll()
        }
        let page = try await fixture.list(limit: 10) { $0.clientReferenceID = "needle" }
        #expect(page.elements.isEmpty)
        let next = try #require(page.next)
        // All shards together looked at ten thousand of them at most.
        #expect(next > 10_500 + 4 - 10_000 - 10)
        #expect(try await fixture.walk(limit: 10) { $0.clientReferenceID = "needle" } == [wanted.id])
        #expect(try await fixture.walk(limit: 100).count == 10_501)
    }

    @Test func `what one shard found waits for those that have not looked as far`() async throws {
        // With so many shards each looks at ten sessions a page.
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 1000))
        let needle = Sample.newSession(reference: "needle")
        let oldest = try await fixture.createSession(needle, Sample.claim(1, stripe: 1))
        let older = try await fixture.createSession(needle, Sample.claim(2, stripe: 0))
        for number in 3..<38 {
            _ = try await fixture.createSession(Sample.newSession(), Sample.claim(number, stripe: 0))
        }
        let newest = try await fixture.createSession(needle, Sample.claim(38, stripe: 2))
        let found = try await fixture.walk(limit: 3) { $0.clientReferenceID = "needle" }
        #expect(found == [newest, older, oldest].map(\.id))
    }

    @Test(arguments: EngineSetup.layouts)
    func `sessions that left leave no trace in pages`(setup: EngineSetup) async throws {
        let fixture = try await EngineFixture(setup.with { $0.settings.keepSessionsSeconds = 100 })
        let sessions = try await fixture.createSessions(300)
        for (index, session) in sessions.enumerated() where index % 4 != 0 {
            #expect(await fixture.change(session.id, .cancel).isDone)
        }
        let page = try await fixture.list(limit: 100)
        fixture.clock.advance(seconds: 100)
        await fixture.engine.doDueWork()
        let left = sessions.enumerated().filter { $0.offset % 4 == 0 }.map(\.element.id)
        #expect(try await fixture.walk(limit: 7) == left.reversed())
        #expect(
            try await fixture.walk(limit: 7) { $0.createdBefore = Timestamp(secondsSinceEpoch: ManualClock.start + 1) }
                == left.reversed()
        )
        // A cursor that points among those that left leads on to the next one that is there.
        let rest = try await fixture.list(limit: 100, before: page.next)
        #expect(rest.elements.map(\.id) == left.reversed().filter { !page.elements.map(\.id).contains($0) })
    }

    @Test(arguments: EngineSetup.layouts)
    func `pages go on over snapshots and restarts`(setup: EngineSetup) async throws {
        var fixture = try await EngineFixture(setup)
        let sessions = try await fixture.createSessions(60).reversed().map(\.id)
        var seen: [SessionID] = []
        var before: UInt64?
        var shards = 5
        repeat {
            let page = try await fixture.list(limit: 11, before: before)
            seen += page.elements.map(\.id)
            before = page.next
            if shards % 2 == 0 { try await fixture.close() }
            shards -= 1
            fixture = try await fixture.restarted { $0.shards = max(1, shards) }
            _ = try await fixture.createSession()
        } while before != nil
        #expect(seen == sessions)
    }

    @Test func `a page is of what was there when it was asked for`() async throws {
        let fixture = try await EngineFixture()
        #expect(try await fixture.list().elements.isEmpty)
        #expect(try await fixture.list().next == nil)
        let sessions = try await fixture.createSessions(2)
        // The first sequence of all, and the one before the first.
        #expect(try await fixture.list(before: 1).elements.isEmpty)
        #expect(try await fixture.list(before: .max).elements.map(\.id) == sessions.reversed().map(\.id))
    }
}
