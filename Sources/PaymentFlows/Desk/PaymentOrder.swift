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

        /// How often other payments follow on the first by themselves; nil if none do.
        package var recurring: Recurring? {
            switch self {
            case .subscription(let recurring): recurring
            case .payment, .donation, .chosenDonation: nil
            }
        }
    }

    /// What becomes of the money.
    package var purpose: Purpose

    /// The currency of all amounts.
    package var currency: Currency

    /// What is bought.
    package var items: [LineItem]

    /// The whole price in the currency's smallest unit; nil exactly until the donor has chosen.
    package var total: Int64?

    /// How many pieces of what a donor chooses the amount for; 1 where there is nothing to choose.
    package var chosenQuantity: Int64 {
        switch purpose {
        case .chosenDonation: items.first?.quantity ?? 1
        case .payment, .subscription, .donation: 1
        }
    }

    /// What the donor has chosen for each piece; nil before that, and where there is nothing to choose.
    package var chosenAmount: Int64? {
        switch purpose {
        case .chosenDonation: total.map { $0 / chosenQuantity }
        case .payment, .subscription, .donation: nil
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
