/// The order to pay: exactly what is sent, and what the customer's wallet made of it.
package struct ChargeOrder: Hashable, Sendable {
    /// The quote that it names.
    package let quoteURL: String

    /// The request's body, byte for byte, so that it can be sent once more without becoming another order.
    package let body: String

    /// The outgoing payment that the wallet has made of it, a URL; `nil` while that is not known.
    package let outgoingPayment: String?

    /// An order of these parts.
    package init(quoteURL: String, body: String, outgoingPayment: String? = nil) {
        self.quoteURL = quoteURL
        self.body = body
        self.outgoingPayment = outgoingPayment
    }

    /// The same order as the wallet has taken it.
    package func taken(as outgoingPayment: String) -> ChargeOrder {
        ChargeOrder(quoteURL: quoteURL, body: body, outgoingPayment: outgoingPayment)
    }
}
