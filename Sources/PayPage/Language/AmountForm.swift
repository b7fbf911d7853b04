import Checkout
import Pages
import PaymentFlows

/// Writes and reads amounts as people do: `18.19 EUR`, `1,200 JPY`, or `18,19 EUR` where a comma is written.
struct AmountForm: Sendable {
    let locale: CustomerLocale

    private let numbers: NumberForm

    init(_ locale: CustomerLocale) {
        self.locale = locale
        numbers = NumberForm(decimal: locale.decimalSeparator, grouping: locale.groupingSeparator)
    }

    /// An amount in the currency's smallest unit, with the currency's code.
    func text(_ amount: Int64, _ currency: Currency) -> String {
        precondition(amount >= 0, "a price is not negative")
        return "\(number(amount, currency)) \(currency.text.uppercased())"
    }

    /// The same without the code, as it stands in a field whose label names the currency.
    func number(_ amount: Int64, _ currency: Currency) -> String {
        numbers.text(UInt64(amount), scale: currency.exponent, leastDigits: currency.exponent)
    }

    /// An amount at a wallet; zeros behind what the currency counts in are left out.
    func text(_ amount: WalletAmount) -> String {
        let exponent = (try? Currency(amount.assetCode))?.exponent ?? 0
        let least = min(exponent, amount.assetScale)
        return "\(numbers.text(amount.value, scale: amount.assetScale, leastDigits: least)) \(amount.assetCode)"
    }

    /// A number of things.
    func count(_ value: Int64) -> String {
        numbers.text(UInt64(value), scale: 0, leastDigits: 0)
    }
}
