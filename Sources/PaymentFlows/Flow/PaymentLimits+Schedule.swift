import Checkout
import OpenPayments

extension PaymentLimits {
    /// What a subscription may take: an amount that arrives in each of its periods, at any incoming payment.
    ///
    /// There is no number of windows: wallets disagree on what one would mean, and who charges counts for itself.
    init(_ schedule: BillingSchedule, amount: Amount) {
        let unit: RepeatingInterval.Unit =
            switch schedule.recurring.interval {
            case .day: .day
            case .week: .week
            case .month: .month
            case .year: .year
            }
        let interval = RepeatingInterval(
            repetitions: nil,
            start: schedule.anchor,
            count: Int(schedule.recurring.count),
            unit: unit
        )
        self.init(maximum: .receive(amount), interval: interval.text)
    }
}
