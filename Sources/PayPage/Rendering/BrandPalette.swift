import Checkout
import Pages

/// The colours that a merchant's own leads to in one scheme of the page: each can be read where it stands.
///
/// The button has the merchant's colour as it is, and black or white on it, one of which always stands out. What is
/// read or seen against the page itself, links and edges, is darkened or lightened until it stands out there.
struct BrandPalette: Hashable, Sendable {
    private static let black = BrandColor(red: 0, green: 0, blue: 0)
    private static let white = BrandColor(red: 255, green: 255, blue: 255)
    private static let steps = 20

    /// The button.
    let accent: BrandColor

    /// The button while the mouse is over it.
    let accentOver: BrandColor

    /// What stands on the button.
    let onAccent: BrandColor

    /// Links, the button's edge and the ring around what has the focus.
    let link: BrandColor

    /// The ground of small things in the same colour.
    let wash: BrandColor

    /// The palette of a colour in a scheme.
    init(_ color: BrandColor, in scheme: Scheme) {
        accent = color
        onAccent = color.readable
        accentOver = color.mixed(with: onAccent == Self.white ? Self.black : Self.white, 0.2)
        let end = scheme.isDark ? Self.white : Self.black
        let shades = (0...Self.steps).lazy.map { color.mixed(with: end, Double($0) / Double(Self.steps)) }
        link =
            shades.first { shade in
                scheme.grounds.allSatisfy { shade.contrast(to: $0) >= BrandColor.textContrast }
            } ?? end
        wash = scheme.card.mixed(with: link, 0.1)
    }

    /// One of the page's two colour schemes, as far as it is behind what is coloured.
    enum Scheme: CaseIterable {
        case light
        case dark

        /// Behind everything; as in the style sheet.
        var ground: BrandColor {
            switch self {
            case .light: BrandColor(red: 0xF4, green: 0xF5, blue: 0xF2)
            case .dark: BrandColor(red: 0x10, green: 0x15, blue: 0x14)
            }
        }

        /// Behind the stage; as in the style sheet.
        var card: BrandColor {
            switch self {
            case .light: BrandPalette.white
            case .dark: BrandColor(red: 0x19, green: 0x20, blue: 0x1E)
            }
        }

        fileprivate var isDark: Bool { self == .dark }

        fileprivate var grounds: [BrandColor] { [ground, card] }
    }
}
