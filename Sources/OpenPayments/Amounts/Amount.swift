package import Bytes

/// An amount of an asset as wallets count it: so many units, each 10^-`assetScale` of the asset.
///
/// Money is compared only where code and scale agree; see ``isSameAsset(as:)``.
package struct Amount: Hashable, Sendable {
    /// The units.
    package let value: UInt64

    /// The asset, for money an ISO 4217 code in upper case.
    package let assetCode: String

    /// How many decimal digits a unit is away from the asset's main unit.
    package let assetScale: UInt8

    /// So many units of an asset.
    package init(value: UInt64, assetCode: String, assetScale: UInt8) {
        self.value = value
        self.assetCode = assetCode
        self.assetScale = assetScale
    }

    /// Whether two amounts can be compared as they stand: code and scale are equal.
    package func isSameAsset(as other: Amount) -> Bool {
        assetCode == other.assetCode && assetScale == other.assetScale
    }

    /// Whether this is at least the other amount, of the same code and scale.
    package func covers(_ other: Amount) -> Bool {
        isSameAsset(as: other) && value >= other.value
    }

    /// Writes `{"value":"2500","assetCode":"USD","assetScale":2}`, the members in that order.
    package func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("value")
        writer.string(String(value))
        writer.name("assetCode")
        writer.string(assetCode)
        writer.name("assetScale")
        writer.integer(Int(assetScale))
        writer.endObject()
    }
}
