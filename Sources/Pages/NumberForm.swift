/// Writes numbers in decimal, with what stands before the smaller unit and between groups of three digits.
package struct NumberForm: Hashable, Sendable {
    private let decimalSeparator: Character
    private let groupingSeparator: Character

    /// A form with these separators.
    package init(decimal: Character, grouping: Character) {
        decimalSeparator = decimal
        groupingSeparator = grouping
    }

    /// A number that counts in units of 10 to the power of minus `scale`; of the digits behind the point at least
    /// `leastDigits` are written, more only up to the last that is not zero.
    package func text(_ value: UInt64, scale: Int, leastDigits: Int) -> String {
        var digits = String(value)
        if digits.count <= scale { digits = String(repeating: "0", count: scale - digits.count + 1) + digits }
        var fraction = digits.suffix(scale)
        while fraction.count > leastDigits, fraction.last == "0" { fraction.removeLast() }
        var text = ""
        let whole = digits.dropLast(scale)
        for (place, digit) in whole.enumerated() {
            if place > 0, (whole.count - place).isMultiple(of: 3) { text.append(groupingSeparator) }
            text.append(digit)
        }
        return fraction.isEmpty ? text : text + String(decimalSeparator) + fraction
    }
}
