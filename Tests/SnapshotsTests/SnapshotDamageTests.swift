import Disks
import Foundation
import Testing

@testable import Snapshots

@Suite struct SnapshotDamageTests {
    private func smallFile(_ fixture: SnapshotFixture) throws -> [UInt8] {
        try SnapshotFixture.write([Array(#"{"entity":"session","number":1}"#.utf8)], to: fixture.disk)
        return try [UInt8](Data(contentsOf: URL(fileURLWithPath: fixture.path)))
    }

    @Test func `cut off at any byte, it is refused`() throws {
        let fixture = try SnapshotFixture()
        let bytes = try smallFile(fixture)
        #expect(fixture.errorOfReading(bytes) == nil)
        for count in bytes.indices {
            let error = fixture.errorOfReading(Array(bytes[..<count]))
            #expect(error?.code == .truncated, "cut to \(count) bytes")
            #expect(error?.isDamage == true)
        }
    }

    @Test func `any flipped bit is noticed`() throws {
        let fixture = try SnapshotFixture()
        let bytes = try smallFile(fixture)
        for bit in 0..<bytes.count * 8 {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << (bit % 8)
            let error = fixture.errorOfReading(flipped)
            #expect(error?.isDamage == true, "bit \(bit % 8) of byte \(bit / 8)")
        }
    }

    @Test(arguments: [[0], Array("{}\n".utf8)] as [[UInt8]])
    func `anything behind the end is noticed`(extra: [UInt8]) throws {
        let fixture = try SnapshotFixture()
        let bytes = try smallFile(fixture)
        let error = fixture.errorOfReading(bytes + extra)
        #expect(error?.code == .trailingBytes)
        #expect(error?.offset == Int64(bytes.count))
    }

    @Test func `a file wrapped for these tests is a good one`() throws {
        let fixture = try SnapshotFixture()
        #expect(try fixture.errorOfReading(SnapshotFixture.wrap(SnapshotFixture.text())) == nil)
    }

    @Test func `gzip's own trailer and end are checked`() throws {
        let fixture = try SnapshotFixture()
        let text = SnapshotFixture.text()
        let wrong = try SnapshotFixture.wrap(text) { $0[$0.count - 6] ^= 1 }
        #expect(fixture.errorOfReading(wrong)?.code == .damagedCompression)
        let short = try SnapshotFixture.wrap(text) { $0.removeLast() }
        #expect(fixture.errorOfReading(short)?.code == .truncated)
        let long = try SnapshotFixture.wrap(text) { $0.append(0) }
        #expect(fixture.errorOfReading(long)?.code == .trailingBytes)
        let twice = try SnapshotFixture.wrap(text) { $0 += SnapshotEnvelope(bodyBytes: 0, bodyChecksum: 0).bytes + $0 }
        #expect(fixture.errorOfReading(twice)?.code == .trailingBytes)
    }

    /// A text that breaks one rule, and the rule.
    struct Breach: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let code: SnapshotError.Code
        let text: String

        init(_ description: String, _ code: SnapshotError.Code, _ text: String) {
            testDescription = description
            self.code = code
            self.text = text
        }
    }

    private static func header(_ members: String) -> String {
        #"{"entity":"header",\#(members)}"#
    }

    private static func footer(_ members: String) -> String {
        SnapshotFixture.text { _ in #"{"entity":"footer",\#(members)}"# }
    }

    private static let time = #""created_at":"2026-11-23T00:00:00Z","counts":{}"#

    static let breaches: [Breach] = [
        Breach("empty", .truncated, ""),
        Breach("no header", .header, "{}\n"),
        Breach("header is no JSON", .header, "header\n"),
        Breach("footer first", .header, "{\"entity\":\"footer\"}\n"),
        Breach(
            "unknown format",
            .unknownFormat(2),
            SnapshotFixture.text(header: header(#""format":2,"sequence":42,"more":true"#))
        ),
        Breach(
            "another sequence",
            .wrongSequence,
            SnapshotFixture.text(header: header(#""format":1,"sequence":41,\#(time)"#))
        ),
        Breach(
            "negative sequence",
            .header,
            SnapshotFixture.text(header: header(#""format":1,"sequence":-1,\#(time)"#))
        ),
        Breach(
            "unknown member",
            .header,
            SnapshotFixture.text(header: header(#""format":1,"sequence":42,"x":1,\#(time)"#))
        ),
        Breach("second header", .header, SnapshotFixture.text([SnapshotFixture.text([])])),
        Breach(
            "no footer",
            .truncated,
            String(decoding: SnapshotFixture.header(lines: 0).line, as: UTF8.self) + "\n{}\n"
        ),
        Breach("no line end", .truncated, String(SnapshotFixture.text().dropLast(9))),
        Breach("a line behind the footer", .trailingBytes, SnapshotFixture.text() + "{}\n"),
        Breach("half a line behind the footer", .trailingBytes, SnapshotFixture.text() + "{}"),
        Breach("footer without checksum", .footer, footer(#""counts":{},"lines":1"#)),
        Breach("checksum in capitals", .footer, footer(#""counts":{},"lines":1,"checksum":"crc32c:ABCDEF01""#)),
        Breach("counts of words", .footer, footer(#""counts":{"a":"b"},"lines":1,"checksum":"crc32c:00000000""#)),
        Breach("wrong checksum", .contentChecksum, footer(#""counts":{},"lines":1,"checksum":"crc32c:00000000""#)),
        Breach(
            "wrong number of lines",
            .lineCount,
            SnapshotFixture.text { footer in
                let line = SnapshotFooter(counts: [:], lines: 2, checksum: footer).line
                return String(decoding: line, as: UTF8.self)
            }
        ),
        Breach(
            "a line too long",
            .lineTooLong,
            SnapshotFixture.text([String(repeating: "{", count: SnapshotLimits.lineBytes + 1)])
        ),
    ]

    @Test(arguments: breaches)
    func `a text that breaks a rule is refused for it`(breach: Breach) throws {
        let fixture = try SnapshotFixture()
        let error = try fixture.errorOfReading(SnapshotFixture.wrap(breach.text))
        #expect(error?.code == breach.code, "\(String(describing: error))")
        #expect(error?.file == fixture.name.fileName)
    }

    @Test func `a line that the caller refuses is named`() throws {
        struct Refusal: Error {}
        let fixture = try SnapshotFixture()
        try SnapshotFixture.write(SnapshotFixture.lines(5, seed: 2), to: fixture.disk)
        var count = 0
        let error = #expect(throws: SnapshotError.self) {
            try SnapshotReader.read(disk: fixture.disk, name: fixture.name) { _ in
                count += 1
                if count == 3 { throw Refusal() }
            }
        }
        #expect(error?.code == .lineRefused)
        #expect(error?.cause is Refusal)
        #expect(error?.line == 4)
    }

    @Test func `a file that is not there is the disk's error`() throws {
        let fixture = try SnapshotFixture()
        let error = #expect(throws: SnapshotError.self) { try fixture.read() }
        #expect((error?.cause as? DiskError)?.code == .notFound)
        #expect(error?.isDamage == false)
    }
}
