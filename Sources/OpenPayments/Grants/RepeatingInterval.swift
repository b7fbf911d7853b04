package import Checkout

/// Windows of equal length, one behind the other, as ISO 8601 spells them: `R12/2026-03-01T00:00:00Z/P1M`.
///
/// A window begins at its start and ends before the next one's. Wallets find a window's start from the one before it,
/// so that months which begin on the 31st move to the 28th and stay there; from the 1st to the 28th nothing moves. They
/// also disagree on whether `R3` means three windows or four: whoever charges counts for itself.
package struct RepeatingInterval: Hashable, Sendable {
    /// The unit of a window's length.
    package enum Unit: Character, Hashable, Sendable {
        /// 24 hours.
        case day = "D"
        /// 7 days.
        case week = "W"
        /// A month of the calendar.
        case month = "M"
        /// A year of the calendar.
        case year = "Y"
    }

    /// How often the window comes again; nil for no end.
    package let repetitions: Int?

    /// Where the first window begins.
    package let start: Timestamp

    /// The length of a window, in units.
    package let count: Int

    /// The unit of the length.
    package let unit: Unit

    /// Windows of `count` units from `start` on; neither number may be below 1.
    package init(repetitions: Int?, start: Timestamp, count: Int, unit: Unit) {
        precondition(count >= 1 && repetitions ?? 1 >= 1, "windows have a length, and there are some")
        self.repetitions = repetitions
        self.start = start
        self.count = count
        self.unit = unit
    }

    /// The spelling of ISO 8601.
    package var text: String {
        "R\(repetitions.map(String.init) ?? "")/\(start.text)/P\(count)\(unit.rawValue)"
    }

    /// Where the window of a number begins, the first one's being 0, as wallets find it.
    package func start(ofWindow number: Int) -> Timestamp {
        precondition(number >= 0, "windows are counted from 0")
        return (0..<number).reduce(start) { edge, _ in next(after: edge) }
    }

    private func next(after edge: Timestamp) -> Timestamp {
        switch unit {
        case .day: edge + Int64(count) * 86_400
        case .week: edge + Int64(count) * 604_800
        case .month: edge.addingMonths(count)
        case .year: edge.addingMonths(12 * count)
        }
    }
}
