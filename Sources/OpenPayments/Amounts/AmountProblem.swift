/// Why an amount has no equal in other units.
package enum AmountProblem: Error, Hashable, Sendable {
    /// The wallet holds another asset than the session's currency.
    case otherCurrency
    /// Money is not negative.
    case negative
    /// It is no whole number of the other units.
    case inexact
    /// The number of units does not fit into 64 bits.
    case tooLarge
    /// A scale is above 18.
    case scaleTooFine
}
