import Disks
import Foundation
import Testing

@testable import Snapshots

@Suite struct SnapshotRoundTripTests {
    @Test(arguments: [0, 1, 3, 9_000])
    func `what was written is read back, line by line`(count: Int) throws {
        let seed: UInt64 = 7
        let fixture = try SnapshotFixture()
        let lines = SnapshotFixture.lines(count, seed: seed)
        let summary = try SnapshotFixture.write(lines, to: fixture.disk)
        let read = try fixture.read()
        #expect(read.lines == lines, "seed \(seed)")
        #expect(read.header == SnapshotFixture.header(lines: count))
        #expect(read.footer == summary.footer)
        #expect(read.footer.lines == count)
        #expect(read.footer.counts["sessions"] == count)
        #expect(try fixture.disk.list() == ["snapshot-00000000000000000042.jsonl.gz"])
        #expect(try fixture.disk.open(fixture.name.fileName, .read).size() == summary.fileBytes)
        #expect(lines.reduce(0) { $0 + $1.count + 1 } < Int(summary.uncompressedBytes))
    }

    @Test func `a line of the greatest length comes back`() throws {
        let fixture = try SnapshotFixture()
        let line = [UInt8](repeating: UInt8(ascii: "{"), count: SnapshotLimits.lineBytes)
        try SnapshotFixture.write([line], to: fixture.disk)
        #expect(try fixture.read().lines == [line])
    }

    @Test func `zcat and jq read it, header first and footer last`() throws {
        let fixture = try SnapshotFixture()
        try SnapshotFixture.write(SnapshotFixture.lines(500, seed: 3), to: fixture.disk)
        let command = "zcat '\(fixture.path)' | jq -rs '[.[0].entity, .[-1].entity, .[-1].lines, length] | @csv'"
        #expect(try output(of: command) == "\"header\",\"footer\",500,502\n")
    }

    @Test func `the checksum is over what zcat prints before the last line`() throws {
        let fixture = try SnapshotFixture()
        let summary = try SnapshotFixture.write(SnapshotFixture.lines(3, seed: 3), to: fixture.disk)
        let text = try output(of: "zcat '\(fixture.path)'")
        #expect(
            text.hasPrefix(
                #"{"entity":"header","format":1,"sequence":42,"created_at":"2026-11-23T00:00:00Z","counts":{"#
            )
        )
        let before = text.split(separator: "\n").dropLast().map { $0 + "\n" }.joined()
        #expect(text.hasSuffix("\(SnapshotFooter.spelling(of: bitwiseCRC32C(before)))\"}\n"))
        #expect(text.utf8.count == summary.uncompressedBytes)
    }

    @Test func `the header is read without the rest`() throws {
        let fixture = try SnapshotFixture()
        let lines = SnapshotFixture.lines(2_000, seed: 5)
        try SnapshotFixture.write(lines, to: fixture.disk)
        var bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: fixture.path)))
        bytes[bytes.count - 100] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: fixture.path))
        #expect(
            try SnapshotReader.header(disk: fixture.disk, name: fixture.name) == SnapshotFixture.header(lines: 2_000)
        )
        #expect(throws: SnapshotError.self) { try fixture.read() }
    }

    private func output(of command: String) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        process.standardOutput = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self)
    }

    /// CRC-32C straight from its definition: polynomial 0x1EDC6F41, bits reflected.
    private func bitwiseCRC32C(_ text: String) -> UInt32 {
        var checksum = UInt32.max
        for byte in text.utf8 {
            checksum ^= UInt32(byte)
            for _ in 0..<8 {
                let isOdd = checksum & 1 == 1
                checksum >>= 1
                if isOdd { checksum ^= 0x82F6_3B78 }
            }
        }
        return ~checksum
    }
}
