/// A stretch of time for which a subscription is paid once: from its start to just before its end.
package struct BillingPeriod: Hashable, Sendable {
    /// Which one this is, from 1.
    package let number: Int

    /// Where it begins.
    package let start: Timestamp

    /// Where the next one begins.
    package let end: Timestamp

    /// When it may be charged first: a moment behind its start, since wallets' clocks are not ours.
    package var chargeableFrom: Timestamp { start + Limits.chargeDelaySeconds }

    /// When an attempt to charge it may begin last: the order has to reach the wallet within the period.
    package var chargeableThrough: Timestamp { end - Limits.chargeMarginSeconds }

    /// When the period is tried again behind an attempt of this number that has failed; `nil` if it is not.
    ///
    /// A day later, then two days each time, and always within an eighth of the period.
    func retry(after attempt: Int, failedAt moment: Timestamp) -> Timestamp? {
        guard attempt < Limits.chargeAttemptsCount else { return nil }
        let retry = moment + min(attempt == 1 ? 86_400 : 172_800, (end - start) / 8)
        return retry <= chargeableThrough ? retry : nil
    }
}
