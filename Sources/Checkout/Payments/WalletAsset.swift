/// What a wallet holds: a currency or another asset, and in which unit it counts.
package struct WalletAsset: Hashable, Sendable {
    /// The asset's code as its wallet spells it, such as `USD`; ``Limits/assetCodeCharacters``.
    package let code: String

    /// How many decimal digits the wallet's unit is away from the main one: 2 for cents, 9 for billionths.
    package let scale: Int

    /// An asset as a wallet names it; `nil` for a code or a scale that nothing is paid in here.
    package init?(code: String, scale: Int) {
        guard TextProblem.findInName(code, characters: Limits.assetCodeCharacters) == nil,
            Limits.assetScale.contains(scale)
        else { return nil }
        self.code = code
        self.scale = scale
    }

    /// Whether the asset is this currency.
    package func isCurrency(_ currency: Currency) -> Bool {
        currency.text.uppercased() == code
    }
}
