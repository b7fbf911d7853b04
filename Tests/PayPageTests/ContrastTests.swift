import Foundation
import Testing

@testable import PayPage

/// WCAG 2.2, success criteria 1.4.3 and 1.4.11, computed from the style sheet's own colours.
@Suite struct ContrastTests {
    /// The colours of the light page, and those of the dark one.
    private static let themes: [[String: String]] = {
        let sheet = String(decoding: PageAsset.styles.bytes, as: UTF8.self)
        return sheet.matches(of: /:root \{([^}]+)\}/)
            .map { theme in
                let pairs = theme.output.1.matches(of: /--([\w-]+): #([0-9a-f]{6});/)
                return Dictionary(uniqueKeysWithValues: pairs.map { (String($0.output.1), String($0.output.2)) })
            }
    }()

    @Test(
        arguments: [0, 1],
        [
            ("text", "ground", 4.5), ("text", "card", 4.5), ("text", "wash", 4.5), ("faint", "ground", 4.5),
            ("faint", "card", 4.5),
            ("on-accent", "accent", 4.5), ("on-accent", "accent-over", 4.5), ("accent", "card", 4.5),
            ("accent", "ground", 4.5),
            ("accent", "wash", 3), ("wrong", "wrong-wash", 4.5), ("wrong", "card", 4.5), ("test", "test-wash", 4.5),
            ("edge", "card", 3),
        ]
    )
    func `what is read stands out from what is behind it`(theme: Int, pair: (String, String, Double)) throws {
        let colours = Self.themes[theme]
        let ratio = try Self.contrast(#require(colours[pair.0]), #require(colours[pair.1]))
        #expect(ratio >= pair.2, "\(pair.0) on \(pair.1): \(ratio)")
    }

    @Test func `black on white is 21 to 1, and a colour on itself 1 to 1`() throws {
        #expect(try abs(Self.contrast("000000", "ffffff") - 21) < 0.001)
        #expect(try Self.contrast("12594c", "12594c") == 1)
    }

    private static func contrast(_ first: String, _ second: String) throws -> Double {
        let luminances = try [first, second].map(luminance).sorted()
        return (luminances[1] + 0.05) / (luminances[0] + 0.05)
    }

    private static func luminance(_ colour: String) throws -> Double {
        let number = try #require(Int(colour, radix: 16))
        let channels = [16, 8, 0]
            .map { shift -> Double in
                let value = Double(number >> shift & 0xFF) / 255
                return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
            }
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }
}
