import Checkout
import Pages

/// Amounts as the dashboard writes them: `1,234.50 EUR`.
enum Amounts {
    private static let numbers = NumberForm(decimal: ".", grouping: ",")

    /// An amount in the currency's smallest unit, with the currency's code.
    static func text(_ amount: Int64, _ currency: Currency) -> String {
        let number = numbers.text(amount.magnitude, scale: currency.exponent, leastDigits: currency.exponent)
        return "\(amount < 0 ? "−" : "")\(number) \(currency.text.uppercased())"
    }

    /// An amount in a wallet's units.
    static func text(_ value: UInt64, _ asset: WalletAsset) -> String {
        let exponent = (try? Currency(asset.code))?.exponent ?? 0
        let number = numbers.text(value, scale: asset.scale, leastDigits: min(exponent, asset.scale))
        return "\(number) \(asset.code)"
    }

    /// A number of things.
    static func count(_ value: Int) -> String {
        numbers.text(UInt64(max(0, value)), scale: 0, leastDigits: 0)
    }
}
