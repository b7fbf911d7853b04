package import Checkout

/// Who is told: a merchant, in one mode.
package struct Subscriber: Hashable, Sendable {
    /// The merchant.
    package let merchant: MerchantID

    /// Test and live sessions are told apart.
    package let keyMode: KeyMode

    /// A merchant in one mode.
    package init(merchant: MerchantID, keyMode: KeyMode) {
        self.merchant = merchant
        self.keyMode = keyMode
    }
}
