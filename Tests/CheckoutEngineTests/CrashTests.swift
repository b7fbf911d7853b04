import Checkout
import Simulation
import Testing

@testable import CheckoutEngine

@Suite struct CrashTests {
    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `whatever was acknowledged before a crash is there after it, and nothing twice`(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let setup = EngineSetup(threads: 1 + Int(seed % 2), shards: [1, 2, 3, 7][Int(seed / 2 % 4)], seed: seed)
            .with {
                $0.log = EngineSetup.makeLog(firstSegment: 192 << 10, largestSegment: 384 << 10, reserve: 16 << 10)
            }
        var disk = SimulatedDisk()
        var fixture = try await EngineFixture(setup, disk: disk)
        let ledger = Ledger()
        for round in 1...3 as ClosedRange<UInt64> {
            let enough = ledger.count + Int.random(in: 1...400, using: &random)
            let snapshots = Int.random(in: 0...2, using: &random)
            let crashSeed = random.next()
            let running = (fixture, disk)
            let workload = Workload(fixture: fixture, ledger: ledger, seed: seed * 10 + round)
            let (promised, left) = try await workload.run(clients: 12) {
                for _ in 0..<snapshots { _ = try await running.0.engine.snapshots.take() }
                while ledger.count < enough { await Task.yield() }
                // What was noted by now was durable then, and the crash comes after.
                return (ledger.now, running.1.crash(seed: crashSeed))
            }
            disk = left
            fixture = try await fixture.restarted(on: disk) {
                $0.shards = [1, 2, 3, 7].randomElement(using: &random) ?? 1
            }
            try await check(promised, in: fixture, "seed \(seed), round \(round)")
            ledger.note { entries in
                // What came between the crash and its notice never was.
                entries = promised
                entries.changing = []
            }
            for session in try await fixture.walk() {
                guard let body = await fixture.read(session).body else { continue }
                ledger.note { $0.sessions[session] = body }
            }
        }
    }

    private func check(_ promised: Ledger.Entries, in fixture: EngineFixture, _ place: String) async throws {
        for (id, body) in promised.sessions {
            let outcome = await fixture.read(id)
            if promised.changing.contains(id) {
                #expect(
                    outcome == .done(body) || outcome.status == "expired" || outcome.status == "canceled",
                    "\(place)"
                )
            } else {
                #expect(outcome == .done(body), "\(place)")
            }
        }
        for (identity, replay) in promised.creates {
            let claim = IdempotencyClaim(identity: UInt128(identity), fingerprint: 1)
            #expect(await fixture.create(nil, claim) == replay, "\(place)")
        }
        for (identity, change) in promised.changes {
            let claim = IdempotencyClaim(identity: UInt128(identity), fingerprint: 1)
            #expect(await fixture.change(change.session, .cancel, claim) == change.replay, "\(place)")
        }
        var references: [String] = []
        var before: UInt64?
        repeat {
            let page = try await fixture.list(before: before)
            references += page.elements.compactMap { Outcome.done($0.original()).text("client_reference_id") }
            before = page.next
        } while before != nil
        #expect(Set(references).count == references.count, "\(place)")
        #expect(promised.acknowledged.isSubset(of: references), "\(place)")
        #expect(promised.references.isSuperset(of: references), "\(place)")
        #expect(await fixture.engine.figures.sessions.total == references.count, "\(place)")
    }
}
