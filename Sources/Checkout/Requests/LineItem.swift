/// One line of an order: what is bought, at which price, how often.
///
/// The currency, the interval of a subscription and a price the donor chooses are the same for all items of a session
/// and stand in ``NewSession``.
package struct LineItem: Hashable, Sendable {
    /// The product's name; ``Limits/productNameCharacters``.
    package var name: String

    /// The product's description; ``Limits/productDescriptionCharacters``, `nil` if none was given.
    package var description: String?

    /// The price of one piece in the currency's smallest unit; `nil` when the donor chooses.
    package var unitAmount: Int64?

    /// How many pieces; ``Limits/quantity``.
    package var quantity: Int64

    /// An item whose fields have been checked one by one.
    package init(name: String, description: String? = nil, unitAmount: Int64?, quantity: Int64 = 1) {
        self.name = name
        self.description = description
        self.unitAmount = unitAmount
        self.quantity = quantity
    }
}
