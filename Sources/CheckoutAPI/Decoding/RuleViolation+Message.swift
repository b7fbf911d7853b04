import Checkout

/// What merchants are told of a broken rule: the rest of a sentence that begins with the field's path.
extension RuleViolation {
    /// What was wrong and what is allowed, without a full stop.
    var message: String {
        switch self {
        case .modeUnknown: "must be payment, subscription or donation"
        case .lineItemsCount(let count): "must have 1 to \(Limits.lineItemsCount.upperBound) items, not \(count)"
        case .currencyMalformed: "must be a currency code of three letters, such as usd"
        case .currencyNotListed: "must be a currency code that ISO 4217 lists, such as usd"
        case .currencyWithoutMinorUnit: "must be a currency with a minor unit; ISO 4217 lists this code without one"
        case .currencyIsFund: "must be a currency that can be paid; ISO 4217 lists this code as a fund"
        case .currencyDiffers(let currency, let first):
            "must be the same in all items: it is \(currency.text) here and \(first.text) before"
        case .currencyNotHeld(let asset): "must be what your wallet holds: \(asset.code)"
        case .text(let problem): problem.message
        case .amountOutOfRange: "must be from \(Limits.amountMinimum) to \(Limits.amountMaximum)"
        case .quantityOutOfRange: "must be from \(Limits.quantity.lowerBound) to \(Limits.quantity.upperBound)"
        case .totalTooLarge: "must not cost more than \(Limits.amountMaximum) in total"
        case .recurringOutsideSubscription(let mode): "is allowed in mode subscription only, not in \(mode.text)"
        case .intervalUnknown: "must be day, week, month or year"
        case .intervalCountOutOfRange(let interval, _):
            "must be from 1 to \(interval.maximumCount) for the interval \(interval.text)"
        case .recurringDiffers(let first):
            "must be the same in all items: the first recurs every \(first.count) \(first.interval.text)"
        case .customAmountOutsideDonation(let mode): "is allowed in mode donation only, not in \(mode.text)"
        case .customAmountBesideUnitAmount: "must stand in place of unit_amount, not beside it"
        case .customAmountBesideOtherItems(let count): "is allowed with one line item only, not with \(count)"
        case .customAmountsDisordered: "must have minimum ≤ preset ≤ maximum"
        case .url(let problem): problem.message
        case .metadataPairs(let count): "must have at most \(Limits.metadataPairs) pairs, not \(count)"
        case .metadataKey(let problem): "has a key that \(problem.message)"
        case .metadataValue(let problem, let key): "has a value under the key \(key) that \(problem.message)"
        case .emailMalformed: "must be an email address, with one @ and no white space"
        case .lifetimeOutOfRange:
            "must be from \(Limits.lifetimeSeconds.lowerBound) to \(Limits.lifetimeSeconds.upperBound)"
        }
    }
}
