/// Why a session does not take a command, one case a rule.
package enum SessionRuleViolation: Error, Hashable, Sendable {
    /// Its time is up, which only has not been recorded yet: record the expiry first.
    case due
    /// The command does not apply in the session's status.
    case notAllowed(in: SessionStatus)
    /// The donor has not chosen an amount yet.
    case amountNotChosen
    /// The amount that the donor has chosen is none.
    case amountOutOfRange
    /// The price was fixed when the session was made.
    case amountFixed
    /// Money has arrived already, so that the attempt cannot be given up.
    case moneyHasMoved
    /// A wallet, payment or subscription is empty or longer than ``Limits/urlCharacters``.
    case referenceMalformed
}
