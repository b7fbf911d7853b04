import Checkout
import CheckoutEngine
import Pages

/// A merchant's last days, in figures and pictures.
struct OverviewContent: BodyContent {
    /// One figure over the three spans of time.
    struct Row: Sendable {
        let figureName: HTMLText
        let today: HTMLText
        let week: HTMLText
        let month: HTMLText
    }

    /// One day, for those who do not look at pictures.
    struct Day: Sendable {
        let dayName: HTMLText
        let dayCreated: HTMLText
        let dayCompleted: HTMLText
        let dayExpired: HTMLText
        let dayCanceled: HTMLText
        let dayVolume: HTMLText
        let dayAttempts: HTMLText
    }

    let rows: [Row]
    let charts: [ChartContent]
    let dayRows: [Day]
    let pendingText: HTMLText

    var title: String { "Overview" }
    var section: Section? { .overview }
    var body: PageBody { .overview(self) }

    init(_ overview: Overview) {
        let spans = Spans(overview)
        rows = spans.rows.map(Row.init)
        charts = ChartContent.charts(of: overview)
        dayRows = overview.days.reversed().map(Day.init)
        pendingText = HTMLText(
            overview.pendingDeliveries == 0
                ? "No event waits for your server."
                : "\(Amounts.count(overview.pendingDeliveries)) events wait for your server."
        )
    }
}

extension OverviewContent.Row {
    fileprivate init(_ row: Spans.Row) {
        figureName = HTMLText(row.name)
        today = HTMLText(row.values[0])
        week = HTMLText(row.values[1])
        month = HTMLText(row.values[2])
    }
}

extension OverviewContent.Day {
    fileprivate init(_ day: DayTally) {
        dayName = HTMLText(day.day.text)
        dayCreated = HTMLText(Amounts.count(day.created))
        dayCompleted = HTMLText(Amounts.count(day.completed))
        dayExpired = HTMLText(Amounts.count(day.expired))
        dayCanceled = HTMLText(Amounts.count(day.canceled))
        let volume = day.volume.map { Amounts.text($0.amount, $0.currency) }.joined(separator: ", ")
        dayVolume = HTMLText(volume.isEmpty ? "–" : volume)
        dayAttempts = HTMLText("\(Amounts.count(day.attemptsSucceeded)) / \(Amounts.count(day.attemptsFailed))")
    }
}
