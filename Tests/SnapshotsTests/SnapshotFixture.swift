import Bytes
import Disks
import Foundation
import Simulation
import TestTools

@testable import Snapshots

/// A data directory with snapshots made for a test.
struct SnapshotFixture {
    static let createdAt: Int64 = 1_795_392_000

    let folder: TemporaryDirectory
    let disk: POSIXDisk
    let name = SnapshotName(sequence: 42)

    init() throws {
        folder = try TemporaryDirectory()
        disk = try POSIXDisk(path: folder.path)
    }

    var path: String { folder.file(name.fileName) }

    static func header(lines: Int) -> SnapshotHeader {
        SnapshotHeader(sequence: 42, createdAt: createdAt, counts: ["sessions": lines])
    }

    @discardableResult
    static func write(_ lines: [[UInt8]], to disk: any Disk) throws -> SnapshotSummary {
        let writer = try SnapshotWriter(disk: disk, header: header(lines: lines.count))
        for line in lines {
            try writer.append(line: line)
        }
        return try writer.finish(counts: ["sessions": lines.count])
    }

    /// Lines that hardly shrink, so that a few thousand of them cross every buffer's end.
    static func lines(_ count: Int, seed: UInt64) -> [[UInt8]] {
        var random = SeededGenerator(seed: seed)
        return (0..<count)
            .map { index in
                let pieces = 0..<Int(random.next() % 75)
                let text = pieces.map { _ in String(random.next(), radix: 36) }.joined()
                return Array(#"{"entity":"session","number":\#(index),"text":"\#(text)"}"#.utf8)
            }
    }

    func read() throws -> (header: SnapshotHeader?, lines: [[UInt8]], footer: SnapshotFooter) {
        var header: SnapshotHeader?
        var lines: [[UInt8]] = []
        let footer = try SnapshotReader.read(disk: disk, name: name, onHeader: { header = $0 }, { lines.append($0) })
        return (header, lines, footer)
    }

    /// The error of reading a file with exactly these bytes; nil if it reads well.
    func errorOfReading(_ bytes: [UInt8]) -> SnapshotError? {
        let disk = SimulatedDisk()
        disk.setContents(of: name.fileName, to: bytes)
        do throws(SnapshotError) {
            try SnapshotReader.read(disk: disk, name: name) { _ in }
            return nil
        } catch {
            return error
        }
    }

    /// A file whose compression and outer checksum are right, whatever the text in it is.
    static func wrap(_ text: String, spoil: (inout [UInt8]) -> Void = { _ in }) throws -> [UInt8] {
        var body: [UInt8] = []
        guard var deflater = Deflater() else { throw CocoaError(.fileReadUnknown) }
        Array(text.utf8).withUnsafeBytes { deflater.compress($0) { body.append(contentsOf: $0) } }
        deflater.finish { body.append(contentsOf: $0) }
        spoil(&body)
        let envelope = SnapshotEnvelope(bodyBytes: UInt64(body.count), bodyChecksum: CRC32C.checksum(body))
        return envelope.bytes + body
    }

    /// Header, lines and a footer that agrees with them unless told otherwise.
    static func text(_ lines: [String] = ["{}"], header: String? = nil, footer: ((UInt32) -> String)? = nil) -> String {
        let first = header ?? String(decoding: SnapshotFixture.header(lines: 1).line, as: UTF8.self)
        let before = ([first] + lines).map { $0 + "\n" }.joined()
        let checksum = CRC32C.checksum(Array(before.utf8))
        let standard = SnapshotFooter(counts: ["sessions": lines.count], lines: lines.count, checksum: checksum)
        return before + (footer?(checksum) ?? String(decoding: standard.line, as: UTF8.self)) + "\n"
    }
}
