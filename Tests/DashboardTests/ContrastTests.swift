import Checkout
import Pages
import Testing

@testable import Dashboard

/// WCAG 2.2, success criteria 1.4.3 and 1.4.11, computed from the style sheet's own colours.
@Suite struct ContrastTests {
    /// The colours of the light pages, and those of the dark ones.
    private static let themes: [[String: BrandColor]] = {
        let sheet = String(decoding: PageAsset.styles.bytes, as: UTF8.self)
        return sheet.matches(of: /:root \{([^}]+)\}/)
            .map { theme in
                let pairs = theme.output.1.matches(of: /--([\w-]+): (#[0-9a-f]{6});/)
                let colors = pairs.compactMap { pair in
                    BrandColor(parsing: String(pair.output.2)).map { (String(pair.output.1), $0) }
                }
                return Dictionary(uniqueKeysWithValues: colors)
            }
    }()

    @Test func `the colour of a shop without one is that of the pages`() {
        #expect(Self.themes.count == 2 && Self.themes[0]["accent"] == MerchantContent.ownColor)
    }

    @Test(
        arguments: [0, 1],
        [
            ("text", "ground", 4.5), ("text", "card", 4.5), ("text", "wash", 4.5), ("text", "ended-wash", 4.5),
            ("faint", "ground", 4.5), ("faint", "card", 4.5), ("on-accent", "accent", 4.5),
            ("on-accent", "accent-over", 4.5), ("accent", "card", 4.5), ("accent", "ground", 4.5),
            ("accent", "wash", 4.5), ("wrong", "wrong-wash", 4.5), ("wrong", "card", 4.5), ("on-wrong", "wrong", 4.5),
            ("on-wrong", "wrong-over", 4.5), ("test", "test-wash", 4.5), ("busy", "busy-wash", 4.5),
            ("edge", "card", 3), ("edge", "ground", 3), ("accent", "card", 3),
        ]
    )
    func `what is read stands out from what is behind it`(theme: Int, pair: (String, String, Double)) throws {
        let colors = Self.themes[theme]
        let ratio = try #require(colors[pair.0]).contrast(to: #require(colors[pair.1]))
        #expect(ratio >= pair.2, "\(pair.0) on \(pair.1): \(ratio)")
    }
}
