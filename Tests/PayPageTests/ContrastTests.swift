import Checkout
import Pages
import Testing

@testable import PayPage

/// WCAG 2.2, success criteria 1.4.3 and 1.4.11, computed from the style sheet's own colours, and from merchants'.
@Suite struct ContrastTests {
    /// What is read or seen on what, and how much it has to stand out there.
    private static let pairs: [(String, String, Double)] = [
        ("on-accent", "accent", 4.5), ("on-accent", "accent-over", 4.5), ("link", "card", 4.5), ("link", "ground", 4.5),
        ("link", "wash", 3),
    ]

    /// The colours of the light page, and those of the dark one.
    private static let themes = themes(in: PageAsset.styles)

    private static func themes(in sheet: PageAsset) -> [[String: BrandColor]] {
        String(decoding: sheet.bytes, as: UTF8.self).matches(of: /:root ?\{([^}]+)\}/)
            .map { theme in
                let pairs = theme.output.1.matches(of: /--([\w-]+): ?(#[0-9a-f]{6});/)
                    .compactMap { pair in
                        BrandColor(parsing: String(pair.output.2)).map { (String(pair.output.1), $0) }
                    }
                return Dictionary(uniqueKeysWithValues: pairs)
            }
    }

    @Test(
        arguments: [0, 1],
        pairs + [
            ("text", "ground", 4.5), ("text", "card", 4.5), ("text", "wash", 4.5), ("faint", "ground", 4.5),
            ("faint", "card", 4.5), ("wrong", "wrong-wash", 4.5), ("wrong", "card", 4.5), ("test", "test-wash", 4.5),
            ("edge", "card", 3),
        ]
    )
    func `what is read stands out from what is behind it`(theme: Int, pair: (String, String, Double)) throws {
        let colors = Self.themes[theme]
        let ratio = try #require(colors[pair.0]).contrast(to: #require(colors[pair.1]))
        #expect(ratio >= pair.2, "\(pair.0) on \(pair.1): \(ratio)")
    }

    @Test func `so it does in every merchant's colour`() throws {
        let parts = Array(stride(from: UInt8(0), through: 255, by: 51))
        for red in parts {
            for green in parts {
                for blue in parts {
                    let color = BrandColor(red: red, green: green, blue: blue)
                    for (scheme, theme) in zip(BrandPalette.Scheme.allCases, Self.themes) {
                        try check(BrandPalette(color, in: scheme), of: color, beside: theme)
                    }
                }
            }
        }
    }

    @Test func `a merchant's sheet sets what the page's own does, in both schemes`() throws {
        let color = BrandColor(red: 0x4A, green: 0x1D, blue: 0x7A)
        let themes = Self.themes(in: BrandSheet.asset(of: color))
        #expect(themes.count == 2)
        for (theme, own) in zip(themes, Self.themes) {
            #expect(theme["accent"] == color)
            #expect(theme.count == 5 && theme.keys.allSatisfy { own[$0] != nil })
        }
    }

    @Test func `the grounds are those of the style sheet`() {
        for (scheme, theme) in zip(BrandPalette.Scheme.allCases, Self.themes) {
            #expect(theme["ground"] == scheme.ground)
            #expect(theme["card"] == scheme.card)
        }
    }

    @Test func `black on white is 21 to 1, and a colour on itself 1 to 1`() {
        let (black, white) = (BrandColor(red: 0, green: 0, blue: 0), BrandColor(red: 255, green: 255, blue: 255))
        #expect(abs(black.contrast(to: white) - 21) < 0.001)
        let color = BrandColor(red: 0x12, green: 0x59, blue: 0x4C)
        #expect(color.contrast(to: color) == 1)
        // A known pair: the lightest grey that is AA on white.
        let grey = BrandColor(red: 0x76, green: 0x76, blue: 0x76)
        #expect(abs(grey.contrast(to: white) - 4.54) < 0.01)
    }

    private func check(_ palette: BrandPalette, of color: BrandColor, beside theme: [String: BrandColor]) throws {
        #expect(palette.accent == color)
        let colors = theme.merging([
            "accent": palette.accent, "accent-over": palette.accentOver, "on-accent": palette.onAccent,
            "link": palette.link, "wash": palette.wash,
        ]) { _, own in own }
        for pair in Self.pairs + [("text", "wash", 4.5)] {
            let ratio = try #require(colors[pair.0]).contrast(to: #require(colors[pair.1]))
            guard ratio < pair.2 else { continue }
            Issue.record("\(color.text): \(pair.0) on \(pair.1): \(ratio)")
        }
    }
}
