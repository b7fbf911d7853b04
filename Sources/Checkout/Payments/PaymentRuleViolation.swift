/// Why an attempt to pay cannot follow on what is there, one case a rule.
///
/// The driver meets it as a mistake of its own; recovery refuses to start and says ``description``.
package enum PaymentRuleViolation: Error, Hashable, Sendable, CustomStringConvertible {
    /// The stage does not follow.
    case stageUnfit(from: AttemptStage?, to: AttemptStage)
    /// The attempt's number does not follow, or is beyond ``Limits/attemptsCount``.
    case numberUnfit(Int)
    /// The stage does not go with the session's status.
    case sessionUnfit(AttemptStage, SessionStatus)
    /// The outcome does not go with the stage or with the session.
    case outcomeUnfit(AttemptStage, AttemptOutcome?)
    /// What the stage needs is not there.
    case partMissing(String)
    /// A part may not change, vanish or be there.
    case partUnfit(String)
    /// A part is empty or too long.
    case partMalformed(String)

    /// The violation in words, for operators.
    package var description: String {
        switch self {
        case .stageUnfit(let from, let to): "a payment that is \(to.text) follows on \(from?.text ?? "none")"
        case .numberUnfit(let number): "a payment's attempt has the number \(number)"
        case .sessionUnfit(let stage, let status): "a payment is \(stage.text) in a session that is \(status.text)"
        case .outcomeUnfit(let stage, let outcome):
            "a payment is \(stage.text) and its outcome \(outcome?.text ?? "none")"
        case .partMissing(let part): "a payment lacks its \(part)"
        case .partUnfit(let part): "a payment's \(part) is not what it can be"
        case .partMalformed(let part): "a payment's \(part) is empty or too long"
        }
    }
}
