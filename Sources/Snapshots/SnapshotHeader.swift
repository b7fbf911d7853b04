import Bytes

/// The first line of a snapshot: what it is and what to expect of it.
///
/// ```
/// {"entity":"header","format":1,"sequence":42,"created_at":"2026-11-23T00:00:00Z","counts":{"sessions":1000}}
/// ```
package struct SnapshotHeader: Sendable, Equatable {
    /// The format that this program writes, and the only one it reads.
    package static let format: Int64 = 1

    /// Whether the line is one of these, whatever else is wrong with it.
    static func opens(_ line: some Collection<UInt8>) -> Bool {
        line.starts(with: opening)
    }

    private static let opening = Array(#"{"entity":"header""#.utf8)

    /// The last record of the log that the snapshot contains.
    package var sequence: UInt64

    /// When the cut was taken, in whole seconds since 1970-01-01T00:00:00Z.
    package var createdAt: Int64

    /// How many lines of each kind the caller is about to write.
    package var counts: SnapshotCounts

    /// A header of the current format; `sequence` is at most `Int64.max`, since JSON readers stop there.
    package init(sequence: UInt64, createdAt: Int64, counts: SnapshotCounts) {
        precondition(sequence <= UInt64(Int64.max), "a sequence fits a signed 64-bit integer")
        self.sequence = sequence
        self.createdAt = createdAt
        self.counts = counts
    }

    /// The line without its line end.
    var line: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("entity")
        writer.string("header")
        writer.name("format")
        writer.integer(SnapshotHeader.format)
        writer.name("sequence")
        writer.integer(Int64(sequence))
        writer.name("created_at")
        writer.string(RFC3339.string(secondsSinceEpoch: createdAt))
        writer.name("counts")
        counts.append(to: &writer)
        writer.endObject()
        return writer.bytes
    }

    /// Reads the line strictly.
    static func parse(_ line: [UInt8]) throws(SnapshotProblem) -> SnapshotHeader {
        let fields = try SnapshotLine(line, entity: "header", code: .header)
        // The format comes first: another one may have other members.
        let format = try fields.integer("format")
        guard format == SnapshotHeader.format else {
            let message = "format \(format) is not known to this program, which reads \(SnapshotHeader.format)"
            throw SnapshotProblem(code: .unknownFormat(format), message: message)
        }
        try fields.requireMembers(5)
        let sequence = try fields.integer("sequence")
        guard sequence >= 0 else { throw fields.problem("sequence is negative") }
        guard let createdAt = RFC3339.parse(try fields.string("created_at")) else {
            throw fields.problem("created_at is no time")
        }
        return SnapshotHeader(sequence: UInt64(sequence), createdAt: createdAt, counts: try fields.counts())
    }
}
