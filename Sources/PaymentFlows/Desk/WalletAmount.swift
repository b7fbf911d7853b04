/// An amount at a wallet: `value` × 10⁻ˢᶜᵃˡᵉ of its asset.
package struct WalletAmount: Hashable, Sendable {
    /// The amount in units of the scale.
    package var value: UInt64

    /// The asset's code as the wallet writes it, mostly that of a currency.
    package var assetCode: String

    /// Decimal digits of the value, at most 18.
    package var assetScale: Int

    /// An amount of these parts.
    package init(value: UInt64, assetCode: String, assetScale: Int) {
        precondition((0...18).contains(assetScale), "an asset's scale is 0 to 18")
        self.value = value
        self.assetCode = assetCode
        self.assetScale = assetScale
    }
}
