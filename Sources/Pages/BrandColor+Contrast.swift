package import Checkout
import Glibc

/// Colours beside each other, as WCAG 2.2 sees them.
extension BrandColor {
    /// What text needs (WCAG 2.2, success criterion 1.4.3).
    package static let textContrast = 4.5

    /// Black or white, whichever can be read on it; white where both can.
    package var readable: BrandColor {
        let white = BrandColor(red: 255, green: 255, blue: 255)
        return contrast(to: white) >= Self.textContrast ? white : BrandColor(red: 0, green: 0, blue: 0)
    }

    /// The contrast of two colours, from 1 to 21 (WCAG 2.2, *contrast ratio*).
    package func contrast(to other: BrandColor) -> Double {
        let (first, second) = (luminance, other.luminance)
        return (max(first, second) + 0.05) / (min(first, second) + 0.05)
    }

    /// The colour with so much of another in it, from 0 to 1.
    package func mixed(with other: BrandColor, _ share: Double) -> BrandColor {
        func mix(_ own: UInt8, _ others: UInt8) -> UInt8 {
            UInt8((Double(own) * (1 - share) + Double(others) * share).rounded())
        }
        return BrandColor(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }

    /// How light it is, from 0 to 1 (WCAG 2.2, *relative luminance*).
    private var luminance: Double {
        func linear(_ part: UInt8) -> Double {
            let value = Double(part) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
}
