/// Why a subscription does not take a command, or cannot follow on what is there; one case a rule.
package enum SubscriptionRuleViolation: Error, Hashable, Sendable, CustomStringConvertible {
    /// It was canceled before.
    case canceled
    /// It was closed, and holds nothing any more.
    case closed
    /// The command takes a canceled one.
    case notCanceled
    /// The current period is paid.
    case paid
    /// The time for that has not come.
    case early
    /// The time for that is past.
    case late
    /// The period's payment is not decided, or may still take money.
    case unsettled
    /// The period's payment does not follow on what is there.
    case payment(PaymentRuleViolation)
    /// A part may not change, vanish or be there.
    case partUnfit(String)

    /// The violation in words, for operators.
    package var description: String {
        switch self {
        case .canceled: "the subscription is canceled"
        case .closed: "the subscription is closed"
        case .notCanceled: "the subscription is not canceled"
        case .paid: "the period is paid"
        case .early: "the time to charge has not come"
        case .late: "the time to charge is past"
        case .unsettled: "the period's payment is not settled"
        case .payment(let violation): "\(violation)"
        case .partUnfit(let part): "a subscription's \(part) is not what it can be"
        }
    }
}
