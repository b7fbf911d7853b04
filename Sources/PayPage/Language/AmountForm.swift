import Checkout
import PaymentFlows

/// Writes and reads amounts as people do: `18.19 EUR`, `1,200 JPY`, or `18,19 EUR` where a comma is written.
struct AmountForm: Sendable {
    let locale: CustomerLocale

    init(_ locale: CustomerLocale) {
        self.locale = locale
    }

    /// An amount in the currency's smallest unit, with the currency's code.
    func text(_ amount: Int64, _ currency: Currency) -> String {
        precondition(amount >= 0, "a price is not negative")
        return "\(number(amount, currency)) \(currency.text.uppercased())"
    }

    /// The same without the code, as it stands in a field whose label names the currency.
    func number(_ amount: Int64, _ currency: Currency) -> String {
        number(UInt64(amount), scale: currency.exponent, leastDigits: currency.exponent)
    }

    /// An amount at a wallet; zeros behind what the currency counts in are left out.
    func text(_ amount: WalletAmount) -> String {
        let exponent = (try? Currency(amount.assetCode))?.exponent ?? 0
        let least = min(exponent, amount.assetScale)
        return "\(number(amount.value, scale: amount.assetScale, leastDigits: least)) \(amount.assetCode)"
    }

    /// A number of things.
    func count(_ value: Int64) -> String {
        number(UInt64(value), scale: 0, leastDigits: 0)
    }

    private func number(_ value: UInt64, scale: Int, leastDigits: Int) -> String {
        var digits = String(value)
        if digits.count <= scale { digits = String(repeating: "0", count: scale - digits.count + 1) + digits }
        var fraction = digits.suffix(scale)
        while fraction.count > leastDigits, fraction.last == "0" { fraction.removeLast() }
        var text = ""
        let whole = digits.dropLast(scale)
        for (place, digit) in whole.enumerated() {
            if place > 0, (whole.count - place).isMultiple(of: 3) { text.append(locale.groupingSeparator) }
            text.append(digit)
        }
        return fraction.isEmpty ? text : text + String(locale.decimalSeparator) + fraction
    }
}
