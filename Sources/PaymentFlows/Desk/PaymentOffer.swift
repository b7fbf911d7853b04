/// A price at the customer's wallet, to which the customer can agree.
package struct PaymentOffer: Hashable, Sendable {
    /// Tells the offers of a session apart; each price has a number of its own.
    package struct Number: Hashable, Sendable {
        /// Counted from 1 in each session.
        package let value: Int

        /// The number as the page has it.
        package init(_ value: Int) {
            self.value = value
        }
    }

    /// The offer's number.
    package var number: Number

    /// The wallet that is to pay, a URL.
    package var wallet: String

    /// All that leaves the wallet, fees included, in the wallet's own currency.
    package var price: WalletAmount

    /// The origin that the wallet's page is expected at, such as `https://auth.example`: where browsers let the
    /// page's form lead to.
    package var approvalOrigin: String

    /// An offer of these parts.
    package init(number: Number, wallet: String, price: WalletAmount, approvalOrigin: String) {
        self.number = number
        self.wallet = wallet
        self.price = price
        self.approvalOrigin = approvalOrigin
    }
}
