/// The rules of the create request that are about one value or about the order as a whole.
///
/// Each gives the violation, or `nil` when the value is fine. Currencies, intervals, chosen amounts and URLs check
/// themselves when they are made.
package enum NewSessionRules {
    /// One to a hundred line items.
    package static func checkLineItemsCount(_ count: Int) -> RuleViolation? {
        Limits.lineItemsCount.contains(count) ? nil : .lineItemsCount(count)
    }

    /// An amount from 1 to ``Limits/amountMaximum``.
    package static func checkAmount(_ amount: Int64) -> RuleViolation? {
        amount >= Limits.amountMinimum && amount <= Limits.amountMaximum ? nil : .amountOutOfRange
    }

    /// A quantity within ``Limits/quantity``.
    package static func checkQuantity(_ quantity: Int64) -> RuleViolation? {
        Limits.quantity.contains(quantity) ? nil : .quantityOutOfRange
    }

    /// A product's name: not empty, not too long.
    package static func checkProductName(_ name: String) -> RuleViolation? {
        TextProblem.find(in: name, characters: Limits.productNameCharacters).map { .text($0) }
    }

    /// A product's description: not too long.
    package static func checkProductDescription(_ description: String) -> RuleViolation? {
        TextProblem.find(in: description, characters: Limits.productDescriptionCharacters).map { .text($0) }
    }

    /// A merchant's own reference: not too long.
    package static func checkClientReference(_ reference: String) -> RuleViolation? {
        TextProblem.find(in: reference, characters: Limits.clientReferenceCharacters).map { .text($0) }
    }

    /// A lifetime within ``Limits/lifetimeSeconds``.
    package static func checkLifetime(seconds: Int64) -> RuleViolation? {
        Limits.lifetimeSeconds.contains(seconds) ? nil : .lifetimeOutOfRange
    }

    /// All items are in the currency of the first.
    package static func checkCurrency(_ currency: Currency, first: Currency) -> RuleViolation? {
        currency == first ? nil : .currencyDiffers(currency, first: first)
    }

    /// The currency is what the merchant's wallet holds.
    package static func checkCurrency(_ currency: Currency, heldIn asset: WalletAsset) -> RuleViolation? {
        asset.isCurrency(currency) ? nil : .currencyNotHeld(asset)
    }

    /// An interval may stand only in a subscription.
    package static func checkRecurringAllowed(in mode: SessionMode) -> RuleViolation? {
        mode == .subscription ? nil : .recurringOutsideSubscription(mode)
    }

    /// All items recur as the first does.
    package static func checkRecurring(_ recurring: Recurring, first: Recurring) -> RuleViolation? {
        recurring == first ? nil : .recurringDiffers(first: first)
    }

    /// A price that the donor chooses stands only in a donation, alone, and instead of a fixed price.
    package static func checkCustomAmountAllowed(
        in mode: SessionMode,
        itemsCount: Int,
        besideUnitAmount: Bool
    ) -> RuleViolation? {
        guard mode == .donation else { return .customAmountOutsideDonation(mode) }
        guard itemsCount == 1 else { return .customAmountBesideOtherItems(itemsCount) }
        return besideUnitAmount ? .customAmountBesideUnitAmount : nil
    }
}
