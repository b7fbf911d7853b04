import Bytes

/// So many units of an asset.
struct Amount: Sendable, Hashable {
    /// The units; what a unit is, the asset's scale says.
    private(set) var value: UInt64

    /// The asset.
    let asset: Asset

    /// An amount of these two.
    init(_ value: UInt64, _ asset: Asset) {
        self.value = value
        self.asset = asset
    }

    /// Nothing of an asset.
    static func zero(_ asset: Asset) -> Amount { Amount(0, asset) }

    /// Adds an amount of the same asset; a sum beyond 64 bits stays at the most that they hold.
    mutating func add(_ other: Amount) {
        precondition(asset == other.asset, "only amounts of one asset are added")
        let (sum, isTooBig) = value.addingReportingOverflow(other.value)
        value = isTooBig ? .max : sum
    }

    /// The amount as people write it: `1,023.31 EUR`, `2,500 JPY`; zeros beyond the second place are left out.
    var spelled: String {
        let digits = String(value)
        guard asset.scale > 0 else { return "\(Self.grouped(digits[...])) \(asset.code)" }
        let padded = String(repeating: "0", count: max(0, asset.scale + 1 - digits.count)) + digits
        var fraction = padded.suffix(asset.scale)
        while fraction.count > 2, fraction.last == "0" { fraction.removeLast() }
        return "\(Self.grouped(padded.dropLast(asset.scale))).\(fraction) \(asset.code)"
    }

    /// Digits with a comma before each three.
    private static func grouped(_ digits: Substring) -> String {
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return text
    }
}

extension JSONWriter {
    /// Writes an amount as the protocol has it: its value is text.
    mutating func amount(_ amount: Amount) {
        beginObject()
        name("value")
        string(String(amount.value))
        name("assetCode")
        string(amount.asset.code)
        name("assetScale")
        integer(amount.asset.scale)
        endObject()
    }
}
