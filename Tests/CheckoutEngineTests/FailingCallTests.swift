import Checkout
import Disks
import Foundation
import Simulation
import Synchronization
import TestTools
import Testing
import WriteAheadLog

@testable import CheckoutEngine

/// The first, the second, … the last call on the system's files fails, each in a run of its own.
@Suite(.timeLimit(.minutes(2))) struct FailingCallTests {
    private final class Flag: Sendable {
        private let flag = Atomic(false)

        var isRaised: Bool { flag.load(ordering: .acquiring) }

        func raise() { flag.store(true, ordering: .releasing) }
    }

    private static let codes: [DiskError.Code] = [.inputOutput, .noSpace]

    private static let setup = EngineSetup(threads: 2, shards: 3)
        .with { setup in
            setup.log = EngineSetup.makeLog(
                firstSegment: 24 << 10,
                largestSegment: 24 << 10,
                reserve: 4 << 10,
                record: 8 << 10
            )
        }

    /// Asks for sessions, a snapshot and the end, and waits for each until it is done or the log has failed; gives what
    /// was acknowledged.
    private func work(on disk: POSIXDisk) async throws -> [String: Outcome] {
        let failed = Flag()
        let fixture = try await EngineFixture(Self.setup.with { $0.onLogFailure = { _ in failed.raise() } }, disk: disk)
        let probe = Probe(fixture)
        for number in 1...3 { probe.create("\(number)", Sample.claim(100 + number, stripe: number)) }
        while probe.outcomes.count < 3, !failed.isRaised { await Task.yield() }
        let calls: [@Sendable (Engine) async throws -> Void] = [
            { _ = try await $0.snapshots.take() }, { try await $0.close() },
        ]
        for call in calls {
            let returned = Flag()
            Task {
                try? await call(fixture.engine)
                returned.raise()
            }
            while !returned.isRaised, !failed.isRaised { await Task.yield() }
        }
        let outcomes = probe.outcomes
        // Nobody is left waiting behind a log that has failed.
        fixture.engine.abandon()
        fixture.kill()
        return outcomes.filter { $0.value.isDone }
    }

    @Test(arguments: codes)
    func `whichever call fails between a start and an end, what was acknowledged is there`(
        code: DiskError.Code
    ) async throws {
        let template = try TemporaryDirectory()
        let before = try await EngineFixture(Self.setup, disk: try POSIXDisk(path: template.path))
        var sessions = try await before.createSessions(3)
        _ = try await before.engine.snapshots.take()
        sessions += try await before.createSessions(2)
        before.kill()
        var number = 0
        var isMet = true
        while isMet {
            number += 1
            let folder = try TemporaryDirectory()
            for name in try POSIXDisk(path: template.path).list() {
                try FileManager.default.copyItem(atPath: template.file(name), toPath: folder.file(name))
            }
            let call = FailingCall(number, code)
            var acknowledged: [String: Outcome] = [:]
            do {
                acknowledged = try await work(on: call.disk(at: folder.path))
            } catch {
                #expect(error is RecoveryError || error is LogError, "call \(number)")
                #expect(call.isMet, "call \(number): \(error)")
            }
            isMet = call.isMet
            #expect(isMet || acknowledged.count == 3)
            let after = try await EngineFixture(Self.setup, disk: try POSIXDisk(path: folder.path))
            for session in sessions { #expect(await after.read(session.id) == .done(session.body), "call \(number)") }
            for (name, outcome) in acknowledged {
                let claim = Sample.claim(100 + (try #require(Int(name))), stripe: try #require(Int(name)))
                #expect(await after.create(nil, claim) == .replayed(status: 201, body: outcome.body ?? []))
            }
            let listed = try await after.walk()
            #expect((sessions.count + acknowledged.count...sessions.count + 3).contains(listed.count), "call \(number)")
            for id in listed { #expect(await after.read(id).isDone, "call \(number)") }
            after.kill()
        }
        #expect(number > 40)
    }

    @Test(arguments: codes)
    func `whichever call of a restore fails, it is told, and nothing is there by half`(
        code: DiskError.Code
    ) async throws {
        let history = try await History(seconds: 6, snapshots: [2])
        let source = try TemporaryDirectory()
        for name in history.disk.names {
            try Data(history.disk.contents(of: name) ?? []).write(to: URL(fileURLWithPath: source.file(name)))
        }
        var number = 0
        var isMet = true
        while isMet {
            number += 1
            let target = try TemporaryDirectory()
            let call = FailingCall(number, code)
            do {
                let result = try History.restore(from: call.disk(at: source.path), into: call.disk(at: target.path))
                #expect(!call.isMet || result.loss != nil || !result.passedOver.isEmpty)
            } catch is RestoreError {}
            isMet = call.isMet
            try history.checkSnapshots(on: try POSIXDisk(path: target.path), "call \(number)")
        }
        #expect(number > 20)
        for name in history.disk.names {
            let content = try Data(contentsOf: URL(fileURLWithPath: source.file(name)))
            #expect(content == Data(history.disk.contents(of: name) ?? []), "the source is only read")
        }
    }
}
