package import Checkout

/// What a customer may see of a session.
package struct PaymentView: Hashable, Sendable {
    /// The session.
    package var session: SessionID

    /// Whom the customer pays.
    package var merchantName: String

    /// The merchant's own colour, for the buttons of the page; nil leaves it to the page.
    package var color: BrandColor?

    /// The merchant's sign; nil leaves the first letter of the name to the page.
    package var logo: MerchantLogo?

    /// Whether money moves.
    package var keyMode: KeyMode

    /// What is paid for.
    package var order: PaymentOrder

    /// Where the payment stands.
    package var stage: PaymentStage

    /// When an open session stops being payable.
    package var expiresAt: Timestamp

    /// When a subscription that has begun is charged next; nil where nothing is.
    package var nextChargeAt: Timestamp?

    /// Where the customer goes after paying, the session's template filled in.
    package var successURL: String

    /// Where the customer goes who does not pay, the session's template filled in.
    package var cancelURL: String

    /// A view of these parts.
    package init(
        session: SessionID,
        merchantName: String,
        keyMode: KeyMode,
        order: PaymentOrder,
        stage: PaymentStage,
        expiresAt: Timestamp,
        nextChargeAt: Timestamp? = nil,
        successURL: String,
        cancelURL: String
    ) {
        self.session = session
        self.merchantName = merchantName
        self.keyMode = keyMode
        self.order = order
        self.stage = stage
        self.expiresAt = expiresAt
        self.nextChargeAt = nextChargeAt
        self.successURL = successURL
        self.cancelURL = cancelURL
    }
}
