import Checkout
import Testing

/// When the periods of subscriptions begin and end.
@Suite struct BillingScheduleTests {
    private static func schedule(
        _ anchor: String,
        _ interval: Recurring.Interval,
        _ count: Int64 = 1
    ) throws -> BillingSchedule {
        BillingSchedule(
            anchor: try #require(Timestamp(parsing: anchor)),
            recurring: try Recurring(interval: interval, count: count)
        )
    }

    /// Where so many periods begin, one behind the other.
    private static func edges(_ schedule: BillingSchedule, _ count: Int) -> [String] {
        var period = schedule.firstPeriod
        return (0..<count)
            .map { number in
                if number > 0 { period = schedule.period(after: period) }
                return period.start.text
            }
    }

    @Test func `months are stepped one from the other, as the wallets that find them so do`() throws {
        // The worked example `R3/2026-01-31T12:00:00Z/P1M`: the day moves and stays.
        let drifting = try Self.schedule("2026-01-31T12:00:00Z", .month)
        #expect(
            Self.edges(drifting, 5) == [
                "2026-01-31T12:00:00Z", "2026-02-28T12:00:00Z", "2026-03-28T12:00:00Z", "2026-04-28T12:00:00Z",
                "2026-05-28T12:00:00Z",
            ]
        )
        // `R12/2026-03-01T00:00:00Z/P1M`, window by window, half open.
        let steady = try Self.schedule("2026-03-01T00:00:00Z", .month)
        let firsts =
            (3...12).map { "2026-\($0 < 10 ? "0" : "")\($0)-01T00:00:00Z" } + [
                "2027-01-01T00:00:00Z", "2027-02-01T00:00:00Z", "2027-03-01T00:00:00Z",
            ]
        #expect(Self.edges(steady, 13) == firsts)
        let last = steady.period(at: try #require(Timestamp(parsing: "2027-02-28T23:59:59Z")), from: steady.firstPeriod)
        #expect(last.number == 12 && last.end.text == firsts[12])
        #expect(steady.period(at: last.end, from: last).number == 13)
    }

    @Test(arguments: [
        ("2026-01-31T12:01:00Z", Recurring.Interval.month, "2026-01-28T12:00:00Z", "2026-02-28T12:00:00Z"),
        ("2026-01-29T00:00:30Z", .month, "2026-01-28T23:59:30Z", "2026-02-28T23:59:30Z"),
        ("2028-02-29T08:00:00Z", .year, "2028-02-28T07:59:00Z", "2029-02-28T07:59:00Z"),
        ("2026-06-15T12:00:00Z", .month, "2026-06-15T11:59:00Z", "2026-07-15T11:59:00Z"),
        ("2026-03-01T00:00:30Z", .month, "2026-02-28T23:59:30Z", "2026-03-28T23:59:30Z"),
        ("2026-01-31T12:01:00Z", .week, "2026-01-31T12:00:00Z", "2026-02-07T12:00:00Z"),
        ("2026-12-31T23:59:59Z", .day, "2026-12-31T23:58:59Z", "2027-01-01T23:58:59Z"),
    ])
    func `who subscribes is in the first period, and months begin on a day that all months have`(
        moment: String,
        interval: Recurring.Interval,
        start: String,
        end: String
    ) throws {
        let schedule = BillingSchedule(
            subscribedAt: try #require(Timestamp(parsing: moment)),
            recurring: try Recurring(interval: interval, count: 1)
        )
        #expect(schedule.firstPeriod.number == 1)
        #expect(schedule.firstPeriod.start.text == start)
        #expect(schedule.firstPeriod.end.text == end)
    }

    @Test(arguments: Recurring.Interval.allCases)
    func `a period of any length is found from any before it`(interval: Recurring.Interval) throws {
        let longest = interval.maximumCount
        for count in Set([1, 2, longest]) {
            let schedule = try Self.schedule("2026-06-15T12:00:00Z", interval, count)
            var period = schedule.firstPeriod
            for _ in 0..<40 {
                let next = schedule.period(after: period)
                #expect(next.start == period.end && next.end > next.start && next.number == period.number + 1)
                #expect(schedule.period(at: next.start, from: schedule.firstPeriod) == next)
                period = next
            }
        }
    }

    @Test func `an attempt to charge begins a moment behind the period's start and well before its end`() throws {
        let period = try Self.schedule("2026-06-15T12:00:00Z", .day).firstPeriod
        #expect(period.chargeableFrom.text == "2026-06-15T12:01:00Z")
        #expect(period.chargeableThrough.text == "2026-06-16T11:45:00Z")
    }
}
