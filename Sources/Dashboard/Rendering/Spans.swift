import Checkout
import CheckoutEngine

/// The figures of today, of seven days and of thirty, side by side.
struct Spans {
    /// One figure.
    struct Row {
        let name: String
        let values: [String]
    }

    /// All figures, in the order in which they are read.
    let rows: [Row]

    init(_ overview: Overview) {
        let totals = [1, 7, 30].map { overview.total(ofLast: $0) }
        func counts(_ name: String, _ value: (DayTally) -> Int) -> Row {
            Row(name: name, values: totals.map { Amounts.count(value($0)) })
        }
        let currencies = Set(totals.flatMap(\.volume).map(\.currency)).sorted { $0.text < $1.text }
        let volumes = currencies.map { currency in
            Row(
                name: "Volume in \(currency.text.uppercased())",
                values: totals.map { total in
                    Amounts.text(total.volume.first { $0.currency == currency }?.amount ?? 0, currency)
                }
            )
        }
        let conversion = Row(
            name: "Conversion",
            values: totals.map { total in total.conversion.map(Self.percentage) ?? "–" }
        )
        rows =
            [
                counts("Sessions created", \.created), counts("Completed", \.completed),
                counts("Expired", \.expired), counts("Canceled", \.canceled), conversion,
            ] + volumes + [
                counts("Webhook attempts that succeeded", \.attemptsSucceeded),
                counts("Webhook attempts that failed", \.attemptsFailed),
                counts("Events delivered", \.deliveriesDelivered), counts("Events given up", \.deliveriesFailed),
            ]
    }

    private static func percentage(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }
}
