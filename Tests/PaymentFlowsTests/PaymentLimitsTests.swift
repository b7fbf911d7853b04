import Checkout
import OpenPayments
import Testing

@testable import PaymentFlows

/// What a wallet's owner is asked to allow again and again.
@Suite struct PaymentLimitsTests {
    @Test(arguments: [
        (Recurring.Interval.day, 1, "2026-06-15T12:00:00Z", "R/2026-06-15T11:59:00Z/P1D"),
        (.week, 2, "2027-01-31T12:00:00Z", "R/2027-01-31T11:59:00Z/P2W"),
        (.month, 1, "2026-06-15T12:00:00Z", "R/2026-06-15T11:59:00Z/P1M"),
        (.month, 3, "2027-01-31T12:00:00Z", "R/2027-01-28T11:59:00Z/P3M"),
        (.month, 1, "2026-07-01T00:00:30Z", "R/2026-06-28T23:59:30Z/P1M"),
        (.month, 1, "2027-01-29T00:00:30Z", "R/2027-01-28T23:59:30Z/P1M"),
        (.year, 1, "2028-02-29T12:00:00Z", "R/2028-02-28T11:59:00Z/P1Y"),
    ])
    func `a subscription is bound by what arrives in each period, and to no incoming payment`(
        interval: Recurring.Interval,
        count: Int64,
        now: String,
        text: String
    ) throws {
        let recurring = try Recurring(interval: interval, count: count)
        let schedule = BillingSchedule(subscribedAt: try #require(Timestamp(parsing: now)), recurring: recurring)
        let price = Amount(value: 999, assetCode: "USD", assetScale: 2)
        let limits = PaymentLimits(schedule, amount: price)
        #expect(limits == PaymentLimits(receiver: nil, maximum: .receive(price), interval: text))
        // The first payment, and each later one a moment behind its period's beginning, falls into its own window.
        var period = schedule.firstPeriod
        let windows = RepeatingInterval(
            repetitions: nil,
            start: schedule.anchor,
            count: Int(count),
            unit: unit(interval)
        )
        for number in 0..<60 {
            #expect(windows.start(ofWindow: number) == period.start)
            #expect(period.chargeableFrom > period.start && period.chargeableThrough < period.end)
            period = schedule.period(after: period)
        }
    }

    private func unit(_ interval: Recurring.Interval) -> RepeatingInterval.Unit {
        switch interval {
        case .day: .day
        case .week: .week
        case .month: .month
        case .year: .year
        }
    }
}
