/// A rule of the create request that a value breaks, one case a rule, with the values that explain it.
///
/// Knows neither HTTP nor a language nor where in the request the value stood: the edge adds these.
package enum RuleViolation: Error, Hashable, Sendable {
    /// The mode is none of ``SessionMode``.
    case modeUnknown
    /// The number of line items is outside ``Limits/lineItemsCount``.
    case lineItemsCount(Int)
    /// A currency code is not three ASCII letters.
    case currencyMalformed
    /// ISO 4217 does not list the code.
    case currencyNotListed
    /// ISO 4217 lists the code without a minor unit: metals, test codes.
    case currencyWithoutMinorUnit
    /// ISO 4217 marks the code as a fund.
    case currencyIsFund
    /// An item's currency is not that of the first item.
    case currencyDiffers(Currency, first: Currency)
    /// The merchant's wallet holds something else.
    case currencyNotHeld(WalletAsset)
    /// A text is too long, empty or holds U+0000.
    case text(TextProblem)
    /// An amount is outside ``Limits/amountMinimum``…``Limits/amountMaximum``.
    case amountOutOfRange
    /// A quantity is outside ``Limits/quantity``.
    case quantityOutOfRange
    /// The sum over all items exceeds ``Limits/amountMaximum``.
    case totalTooLarge
    /// `recurring` stands in a session that is no subscription.
    case recurringOutsideSubscription(SessionMode)
    /// The interval is none of ``Recurring/Interval``.
    case intervalUnknown
    /// The count of intervals is below 1 or longer than three years.
    case intervalCountOutOfRange(Recurring.Interval, count: Int64)
    /// An item recurs differently from the first item.
    case recurringDiffers(first: Recurring)
    /// `custom_unit_amount` stands in a session that is no donation.
    case customAmountOutsideDonation(SessionMode)
    /// `custom_unit_amount` stands beside `unit_amount`.
    case customAmountBesideUnitAmount
    /// `custom_unit_amount` stands in a session of several items.
    case customAmountBesideOtherItems(Int)
    /// The three amounts are not in the order minimum ≤ preset ≤ maximum.
    case customAmountsDisordered
    /// A redirect URL is not one that a customer may be sent to.
    case url(URLProblem)
    /// There are more than ``Limits/metadataPairs`` pairs of metadata.
    case metadataPairs(Int)
    /// A metadata key is empty, too long or holds U+0000.
    case metadataKey(TextProblem)
    /// A metadata value is too long or holds U+0000.
    case metadataValue(TextProblem, key: String)
    /// A text is not shaped like an email address.
    case emailMalformed
    /// The time to expiry is outside ``Limits/lifetimeSeconds``.
    case lifetimeOutOfRange
}
