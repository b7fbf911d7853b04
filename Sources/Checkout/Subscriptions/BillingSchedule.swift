/// When the periods of a subscription begin: the windows in which its wallet lets itself be charged once each.
///
/// Wallets find a window's start from the one before it, or from the first; the two differ where a month has no such
/// day. So a schedule in months or years begins between the 1st and the 28th.
package struct BillingSchedule: Hashable, Sendable {
    /// Where the first period begins.
    package let anchor: Timestamp

    /// How long a period is.
    package let recurring: Recurring

    /// A schedule that begins there.
    package init(anchor: Timestamp, recurring: Recurring) {
        self.anchor = anchor
        self.recurring = recurring
    }

    /// The schedule of who subscribes now: it begins a moment earlier, so that the first charge falls into its first
    /// period by the wallet's clock, too, and up to three days earlier where months begin on their last days.
    package init(subscribedAt moment: Timestamp, recurring: Recurring) {
        let start = moment - Limits.chargeDelaySeconds
        switch recurring.interval {
        case .day, .week: anchor = start
        case .month, .year: anchor = start.notBehind(dayOfMonth: Limits.anchorDayOfMonth)
        }
        self.recurring = recurring
    }

    /// The first period.
    package var firstPeriod: BillingPeriod {
        BillingPeriod(number: 1, start: anchor, end: edge(after: anchor))
    }

    /// The period behind another.
    package func period(after period: BillingPeriod) -> BillingPeriod {
        BillingPeriod(number: period.number + 1, start: period.end, end: edge(after: period.end))
    }

    /// The period of a moment, from one that is not behind it on.
    package func period(at moment: Timestamp, from period: BillingPeriod) -> BillingPeriod {
        var found = period
        while found.end <= moment { found = self.period(after: found) }
        return found
    }

    private func edge(after edge: Timestamp) -> Timestamp {
        switch recurring.interval {
        case .day: edge + recurring.count * 86_400
        case .week: edge + recurring.count * 604_800
        case .month: edge.addingMonths(Int(recurring.count))
        case .year: edge.addingMonths(12 * Int(recurring.count))
        }
    }
}
