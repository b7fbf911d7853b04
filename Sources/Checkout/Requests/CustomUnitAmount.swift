/// The bounds within which a donor chooses the amount, and what is proposed; all in the currency's smallest unit.
package struct CustomUnitAmount: Hashable, Sendable {
    /// Least amount; `nil` if the request names none.
    package let minimum: Int64?

    /// Largest amount; `nil` if the request names none.
    package let maximum: Int64?

    /// The amount that is filled in at first; `nil` if the request names none.
    package let preset: Int64?

    /// Refuses amounts out of range and any order but minimum ≤ preset ≤ maximum.
    package init(minimum: Int64?, maximum: Int64?, preset: Int64?) throws(RuleViolation) {
        for amount in [minimum, maximum, preset] {
            if let amount, let violation = NewSessionRules.checkAmount(amount) { throw violation }
        }
        if let minimum, let maximum, minimum > maximum { throw .customAmountsDisordered }
        if let minimum, let preset, minimum > preset { throw .customAmountsDisordered }
        if let preset, let maximum, preset > maximum { throw .customAmountsDisordered }
        self.minimum = minimum
        self.maximum = maximum
        self.preset = preset
    }
}
