package import Checkout

/// What a session sells, as its customer sees it.
package struct PaymentOrder: Hashable, Sendable {
    /// What becomes of the money.
    package enum Purpose: Hashable, Sendable {
        /// Goods are paid once.
        case payment

        /// The first of recurring payments.
        case subscription(Recurring)

        /// A gift of a fixed amount.
        case donation

        /// A gift of which the donor chooses the amount.
        case chosenDonation(CustomUnitAmount)
    }

    /// What becomes of the money.
    package var purpose: Purpose

    /// The currency of all amounts.
    package var currency: Currency

    /// What is bought.
    package var items: [LineItem]

    /// The whole price in the currency's smallest unit; nil exactly until the donor has chosen.
    package var total: Int64?

    /// Whether it can be paid today: nothing charges a subscription's later payments yet, so none is begun.
    var isPayable: Bool {
        switch purpose {
        case .payment, .donation, .chosenDonation: true
        case .subscription: false
        }
    }

    /// An order of these parts.
    package init(purpose: Purpose, currency: Currency, items: [LineItem], total: Int64?) {
        self.purpose = purpose
        self.currency = currency
        self.items = items
        self.total = total
    }
}
