import Bytes

/// The last line of a snapshot, which proves that it is whole.
///
/// ```
/// {"entity":"footer","counts":{"sessions":1000},"lines":1000,"checksum":"crc32c:0123abcd"}
/// ```
package struct SnapshotFooter: Sendable, Equatable {
    /// Whether the line is one of these, whatever else is wrong with it.
    static func opens(_ line: some Collection<UInt8>) -> Bool {
        line.starts(with: opening)
    }

    private static let opening = Array(#"{"entity":"footer""#.utf8)

    /// How many lines of each kind were written.
    package var counts: SnapshotCounts

    /// The lines between header and footer.
    package var lines: Int

    /// CRC-32C of all uncompressed bytes before the footer's line, line ends included.
    package var checksum: UInt32

    /// The line without its line end.
    var line: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("entity")
        writer.string("footer")
        writer.name("counts")
        counts.append(to: &writer)
        writer.name("lines")
        writer.integer(lines)
        writer.name("checksum")
        writer.string(SnapshotFooter.spelling(of: checksum))
        writer.endObject()
        return writer.bytes
    }

    static func spelling(of checksum: UInt32) -> String {
        let digits = String(checksum, radix: 16)
        return "crc32c:" + String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }

    /// Reads the line strictly.
    static func parse(_ line: [UInt8]) throws(SnapshotProblem) -> SnapshotFooter {
        let fields = try SnapshotLine(line, entity: "footer", code: .footer)
        try fields.requireMembers(4)
        guard let lines = Int(exactly: try fields.integer("lines")), lines >= 0 else {
            throw fields.problem("lines is no count")
        }
        let spelled = try fields.string("checksum")
        guard let checksum = UInt32(spelled.dropFirst(7), radix: 16), spelling(of: checksum) == spelled else {
            throw fields.problem("checksum is not spelled like crc32c:0123abcd")
        }
        return SnapshotFooter(counts: try fields.counts(), lines: lines, checksum: checksum)
    }
}
