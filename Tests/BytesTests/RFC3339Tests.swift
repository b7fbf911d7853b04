import Bytes
import Foundation
import TestTools
import Testing

/// Times and their spelling.
@Suite struct RFC3339Tests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_799, "2000-02-29T23:59:59Z"), (951_868_800, "2000-03-01T00:00:00Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
            (1_709_164_800, "2024-02-29T00:00:00Z"), (1_781_481_600, "2026-06-15T00:00:00Z"),
            (-2_203_977_600, "1900-02-28T00:00:00Z"), (-2_203_891_200, "1900-03-01T00:00:00Z"),
            (2_147_483_648, "2038-01-19T03:14:08Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
            (-62_167_219_200, "0000-01-01T00:00:00Z"), (-62_162_035_201, "0000-02-29T23:59:59Z"),
            (-62_135_596_800, "0001-01-01T00:00:00Z"), (946_684_799, "1999-12-31T23:59:59Z"),
        ] as [(Int64, String)]
    )
    func `spells and reads times`(seconds: Int64, text: String) {
        #expect(RFC3339.string(secondsSinceEpoch: seconds) == text)
        #expect(RFC3339.parse(text) == seconds)
    }

    @Test(
        arguments: [
            ("2026-06-15T00:00:00.0Z", 1_781_481_600), ("2026-06-15T00:00:00.999999999999Z", 1_781_481_600),
        ] as [(String, Int64)]
    )
    func `drops a fraction`(text: String, seconds: Int64) {
        #expect(RFC3339.parse(text) == seconds)
    }

    @Test(arguments: [
        "", "2026-06-15", "2026-06-15T00:00:00", "2026-06-15T00:00:00z", "2026-06-15t00:00:00Z", "2026-06-15 00:00:00Z",
        "2026-06-15T00:00:00+00:00", "2026-06-15T00:00:00.Z", "2026-06-15T00:00:00,5Z", "2026-06-15T00:00:00.5aZ",
        "2026-06-15T00:00:60Z", "2026-06-15T00:60:00Z", "2026-06-15T24:00:00Z", "2026-00-15T00:00:00Z",
        "2026-13-15T00:00:00Z", "2026-06-00T00:00:00Z", "2026-06-31T00:00:00Z", "2025-02-29T00:00:00Z",
        "2100-02-29T00:00:00Z", "2024-02-30T00:00:00Z", "2026-01-32T00:00:00Z", "2026-6-15T00:00:00Z0",
        " 2026-06-15T00:00:00Z", "2026-06-15T00:00:00Z ", "-026-06-15T00:00:00Z", "12026-06-15T00:00:00Z",
        "2026-06-15T00:00:00ZZ", "２026-06-15T00:00:00Z", "2026-06-15T00:00:+1Z", "2026/06/15T00:00:00Z",
    ])
    func `refuses what is no time`(text: String) {
        #expect(RFC3339.parse(text) == nil)
    }

    @Test func `comes back to the same second, anywhere in the range`() {
        var generator = SplitMix64(seed: 7)
        for _ in 0..<20_000 {
            let seconds = Int64.random(in: RFC3339.range, using: &generator)
            let text = RFC3339.string(secondsSinceEpoch: seconds)
            #expect(RFC3339.parse(text) == seconds, "seed 7: \(text)")
        }
    }

    @Test func `agrees with Foundation on every day of four centuries`() {
        var style = Date.ISO8601FormatStyle()
        style.timeZone = .gmt
        for day in stride(from: Int64(-11_000), to: 135_000, by: 3) {
            let seconds = day * 86_400 + 43_210
            let expected = Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(style)
            #expect(RFC3339.string(secondsSinceEpoch: seconds) == expected)
        }
    }
}
