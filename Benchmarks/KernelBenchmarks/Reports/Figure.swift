import Foundation

/// Numbers as people read them, in lines whose columns stand below each other.
enum Figure {
    /// A number with so many decimal places, and commas between thousands.
    static func text(_ value: Double, places: Int) -> String {
        let style = FloatingPointFormatStyle<Double>.number.precision(.fractionLength(places))
        return value.formatted(style.locale(Locale(identifier: "en_US")))
    }

    /// A line of a kernel's name and figures.
    static func row(_ name: String, _ figures: [String]) -> String {
        figures.reduce(padded(name, to: 18, onTheLeft: false)) { $0 + padded($1, to: 14, onTheLeft: true) }
    }

    private static func padded(_ text: String, to width: Int, onTheLeft: Bool) -> String {
        let spaces = String(repeating: " ", count: max(0, width - text.count))
        return onTheLeft ? spaces + text : text + spaces
    }
}
