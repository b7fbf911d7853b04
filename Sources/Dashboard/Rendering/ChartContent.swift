import Checkout
import CheckoutEngine
import Pages

/// A small picture: a bar for each day.
struct ChartContent: Sendable {
    /// One bar; a second one may stand on it.
    struct Bar: Sendable {
        let barLeft: HTMLText
        let barTop: HTMLText
        let barHeight: HTMLText
        let upperTop: HTMLText
        let upperHeight: HTMLText
        let barTitle: HTMLText
    }

    static let height = 80
    private static let step = 10

    /// How many currencies get a picture; the table has all.
    private static let currencies = 4

    let chartTitle: HTMLText

    /// The same in words.
    let chartText: HTMLText

    let bars: [Bar]
    let firstDay: HTMLText
    let lastDay: HTMLText

    /// The pictures of an overview.
    static func charts(of overview: Overview) -> [ChartContent] {
        let days = overview.days
        let sessions = ChartContent(
            "Sessions",
            days.map { ($0.completed, $0.created > $0.completed ? $0.created - $0.completed : 0) },
            days
        ) { "\($0.created) created, \($0.completed) completed" }
        let webhooks = ChartContent(
            "Webhook attempts",
            days.map { ($0.attemptsSucceeded, $0.attemptsFailed) },
            days
        ) { "\($0.attemptsSucceeded) succeeded, \($0.attemptsFailed) failed" }
        let codes = Set(days.flatMap(\.volume).map(\.currency)).sorted { $0.text < $1.text }.prefix(Self.currencies)
        let volumes = codes.map { currency in
            func amount(_ day: DayTally) -> Int64 { day.volume.first { $0.currency == currency }?.amount ?? 0 }
            let title = "Volume in \(currency.text.uppercased())"
            return ChartContent(title, days.map { (Int(clamping: amount($0)), 0) }, days) {
                Amounts.text(amount($0), currency)
            }
        }
        return [sessions] + volumes + [webhooks]
    }

    /// A picture of two numbers a day, the first at the bottom.
    private init(_ title: String, _ values: [(Int, Int)], _ days: [DayTally], _ words: (DayTally) -> String) {
        let highest = values.map { Double($0.0) + Double($0.1) }.max() ?? 0
        func pixels(_ value: Double) -> Int {
            highest == 0 ? 0 : Int((value / highest * Double(Self.height)).rounded(.up))
        }
        chartTitle = HTMLText(title)
        let busiest = zip(values, days).max { Double($0.0.0) + Double($0.0.1) < Double($1.0.0) + Double($1.0.1) }
        chartText = HTMLText(
            highest == 0
                ? "\(title) of the last \(days.count) days: none."
                : "\(title) of the last \(days.count) days, most on \(busiest?.1.day.text ?? ""): "
                    + "\(busiest.map { words($0.1) } ?? "")."
        )
        bars = zip(values, days).enumerated()
            .map { place, entry in
                let whole = pixels(Double(entry.0.0) + Double(entry.0.1))
                let lower = min(whole, pixels(Double(entry.0.0)))
                return Bar(
                    barLeft: HTMLText("\(place * Self.step)"),
                    barTop: HTMLText("\(Self.height - lower)"),
                    barHeight: HTMLText("\(lower)"),
                    upperTop: HTMLText("\(Self.height - whole)"),
                    upperHeight: HTMLText("\(whole - lower)"),
                    barTitle: HTMLText("\(entry.1.day.text): \(words(entry.1))")
                )
            }
        firstDay = HTMLText(days.first?.day.text ?? "")
        lastDay = HTMLText(days.last?.day.text ?? "")
    }
}
