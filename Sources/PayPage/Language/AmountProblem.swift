/// Why what a donor typed is not taken for an amount; one case a sentence.
enum AmountProblem: Error, Hashable, Sendable {
    /// It is no number.
    case unreadable

    /// Its separator can stand before decimals or between groups, and neither is beyond doubt.
    case ambiguous

    /// It has more decimals than the currency.
    case tooManyDecimals

    /// Another currency is named, as it was written.
    case otherCurrency(String)

    /// It is more than can be paid at all.
    case tooLarge
}
