import Checkout
import Pages

/// The style sheet that puts a merchant's colour in place of the page's own.
///
/// A file of its own, since the page allows no style inside it; its path tells the colour, and so it needs no merchant.
enum BrandSheet {
    private static let prefix = "/pay/color."
    private static let digits = 6

    /// The file of a colour, under a path that changes with its bytes.
    static func asset(of color: BrandColor) -> PageAsset {
        let light = declarations(BrandPalette(color, in: .light))
        let dark = declarations(BrandPalette(color, in: .dark))
        let text = ":root{\(light)}@media (prefers-color-scheme:dark){:root{\(dark)}}"
        let name = "color.\(color.text.dropFirst())"
        return .styles(name, in: "/pay", Array(text.utf8))
    }

    /// The file that stands at a path; nil for any other path.
    static func asset(at path: String) -> PageAsset? {
        guard path.hasPrefix(prefix),
            let color = BrandColor(parsing: "#" + path.dropFirst(prefix.count).prefix(digits))
        else { return nil }
        let asset = asset(of: color)
        return asset.path == path ? asset : nil
    }

    private static func declarations(_ palette: BrandPalette) -> String {
        let colors: KeyValuePairs = [
            "accent": palette.accent, "accent-over": palette.accentOver, "on-accent": palette.onAccent,
            "link": palette.link, "wash": palette.wash,
        ]
        return colors.map { "--\($0.key):\($0.value.text);" }.joined()
    }
}
