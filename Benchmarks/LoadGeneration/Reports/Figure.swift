import Foundation

/// Numbers as people read them.
package enum Figure {
    /// `34,178`.
    package static func count(_ value: Double) -> String {
        let digits = String(Int(value.rounded()))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, digit != "-", (digits.count - index) % 3 == 0, text != "-" { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// `34,178`.
    package static func count(_ value: Int) -> String { count(Double(value)) }

    /// `850 µs`, `5.50 ms`, `1.20 s`, with three digits.
    package static func latency(microseconds: Double) -> String {
        switch microseconds {
        case ..<1000: "\(threeDigits(microseconds)) µs"
        case ..<1_000_000: "\(threeDigits(microseconds / 1000)) ms"
        default: "\(threeDigits(microseconds / 1_000_000)) s"
        }
    }

    /// `1.20 GB`, in powers of ten.
    package static func bytes(_ value: Int) -> String {
        switch abs(value) {
        case ..<1000: "\(value) B"
        case ..<1_000_000: "\(threeDigits(Double(value) / 1e3)) kB"
        case ..<1_000_000_000: "\(threeDigits(Double(value) / 1e6)) MB"
        default: "\(threeDigits(Double(value) / 1e9)) GB"
        }
    }

    /// `2.34 s`.
    package static func seconds(_ value: Double) -> String { "\(threeDigits(value)) s" }

    /// `1.08 ×`.
    package static func ratio(_ value: Double) -> String {
        value.isFinite ? "\(String(format: "%.2f", value)) ×" : "–"
    }

    /// With two decimals below ten, one below a hundred, none above.
    private static func threeDigits(_ value: Double) -> String {
        switch abs(value) {
        case ..<10: String(format: "%.2f", value)
        case ..<100: String(format: "%.1f", value)
        default: count(value)
        }
    }
}
