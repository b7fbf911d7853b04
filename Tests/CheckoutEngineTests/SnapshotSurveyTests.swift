import Checkout
import Disks
import Simulation
import Snapshots
import Testing

@testable import CheckoutEngine

/// Looking through a snapshot without building its state.
@Suite struct SnapshotSurveyTests {
    private func newest(_ history: History) throws -> SnapshotName {
        try #require(try SnapshotReader.list(disk: history.disk).first)
    }

    @Test func `says what the state comes to`() async throws {
        let history = try await History()
        let name = try newest(history)
        let state = try RecoveredState(
            reading: name,
            on: history.disk,
            router: ShardRouter(shardCount: 1),
            fingerprint: nil
        )
        var survey = SnapshotSurvey()
        var lines: [Int] = []
        try survey.read(name, on: history.disk) { done, total in
            lines.append(done)
            #expect(done <= total)
        }
        let figures = StateFigures(of: state)
        #expect(survey.sessions == figures.sessions)
        #expect(survey.keys == figures.keys)
        #expect(survey.idempotencyKeys == figures.idempotencyKeys)
        #expect(survey.merchants.map(\.id) == state.directory.allMerchants.map(\.id))
        #expect(survey.merchants.map(\.sessions).reduce(0, +) == figures.sessions.total)
        #expect(survey.fingerprint == state.fingerprint)
        #expect(lines == Array(1...survey.records))
        let sessions = state.shards.flatMap(\.stripes).flatMap(\.sessions.values)
        #expect(survey.oldest?.firstSequence == sessions.map(\.firstSequence).min())
        #expect(survey.newest?.firstSequence == sessions.map(\.firstSequence).max())
        #expect(survey.largest?.original().count == sessions.map({ $0.original().count }).max())
    }

    @Test func `finds the session that is looked for, as it was`() async throws {
        let history = try await History()
        let name = try newest(history)
        let state = try StateText.replayed(from: history.disk, through: name.sequence)
        for session in state.shards.flatMap(\.stripes).flatMap(\.sessions.values).prefix(5) {
            var survey = SnapshotSurvey(lookingFor: session.id)
            try survey.read(name, on: history.disk)
            #expect(survey.found?.rendering() == session.rendering())
            #expect(survey.found?.lastSequence == session.lastSequence)
        }
        var survey = SnapshotSurvey(lookingFor: SessionID(partition: 0, stripe: 0, random: 1))
        try survey.read(name, on: history.disk)
        #expect(survey.found == nil)
    }

    /// The lines of a good snapshot, and what makes a bad one of them.
    private static let spoilings: [(name: String, spoil: @Sendable (inout [[UInt8]]) -> Void)] = [
        ("nothing", { _ in }),
        ("a line twice", { $0.append($0[$0.count - 1]) }),
        ("a session twice", { lines in lines.append(first("session", lines)) }),
        ("a merchant twice", { lines in lines.append(first("merchant", lines)) }),
        ("no merchants", { $0.removeAll { isA("merchant", $0) } }),
        ("no sessions", { $0.removeAll { isA("session", $0) } }),
        ("one session less", { lines in lines.firstIndex { isA("session", $0) }.map { _ = lines.remove(at: $0) } }),
        ("no JSON", { $0.append(Array("{".utf8)) }),
        ("an unknown entity", { $0.append(Array(#"{"entity":"parrot"}"#.utf8)) }),
        ("no encryption key", { $0.removeFirst() }),
    ]

    private static func isA(_ entity: String, _ line: [UInt8]) -> Bool {
        line.starts(with: Array(#"{"entity":"\#(entity)""#.utf8))
    }

    private static func first(_ entity: String, _ lines: [[UInt8]]) -> [UInt8] {
        lines.first { isA(entity, $0) } ?? []
    }

    @Test(arguments: spoilings.map(\.name))
    func `refuses what a start-up refuses, though every checksum is right`(name: String) async throws {
        let history = try await History()
        let whole = try newest(history)
        var lines: [[UInt8]] = []
        var header: SnapshotHeader?
        let footer = try SnapshotReader.read(
            disk: history.disk,
            name: whole,
            onHeader: { header = $0 },
            { lines.append($0) }
        )
        Self.spoilings.first { $0.name == name }?.spoil(&lines)
        let spoiled = SimulatedDisk()
        let writer = try SnapshotWriter(disk: spoiled, header: try #require(header))
        for line in lines { try writer.append(line: line) }
        _ = try writer.finish(counts: footer.counts)

        var survey = SnapshotSurvey()
        if name == "nothing" {
            try survey.read(whole, on: spoiled)
        } else {
            #expect(throws: (any Error).self) { try survey.read(whole, on: spoiled) }
        }
    }

    @Test func `says where a damaged file is damaged`() async throws {
        let history = try await History()
        let name = try newest(history)
        history.damage(name.fileName)
        var survey = SnapshotSurvey()
        let error = try #require(throws: SnapshotError.self) { try survey.read(name, on: history.disk) }
        #expect(error.offset > 0)
        #expect(error.file == name.fileName)
    }
}
