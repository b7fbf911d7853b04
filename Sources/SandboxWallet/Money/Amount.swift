import Bytes

/// So many units of an asset.
package struct Amount: Sendable, Hashable {
    /// The units; what a unit is, the asset's scale says.
    package var value: UInt64

    /// The asset.
    package let asset: Asset

    /// An amount of these two.
    package init(_ value: UInt64, _ asset: Asset) {
        self.value = value
        self.asset = asset
    }

    /// Nothing of an asset.
    static func zero(_ asset: Asset) -> Amount { Amount(0, asset) }

    /// The amount as people write it: `23.31 EUR`, `2500 JPY`; zeros beyond the second place are left out.
    var spelled: String {
        guard asset.scale > 0 else { return "\(value) \(asset.code)" }
        let digits = String(value)
        let padded = String(repeating: "0", count: max(0, asset.scale + 1 - digits.count)) + digits
        var fraction = padded.suffix(asset.scale)
        while fraction.count > 2, fraction.last == "0" { fraction.removeLast() }
        return "\(padded.dropLast(asset.scale)).\(fraction) \(asset.code)"
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
