package import Checkout

/// How many sessions stand in each status.
package struct StatusCounts: Sendable, Equatable {
    private var counts = [Int](repeating: 0, count: SessionStatus.allCases.count)

    /// Nothing counted.
    package init() {}

    /// Sessions in a status.
    package subscript(_ status: SessionStatus) -> Int {
        get { counts[Int(status.rawValue)] }
        set { counts[Int(status.rawValue)] = newValue }
    }

    /// All sessions.
    package var total: Int {
        counts.reduce(0, +)
    }

    /// Counts of several shards together.
    package static func + (left: StatusCounts, right: StatusCounts) -> StatusCounts {
        var sum = left
        for status in SessionStatus.allCases {
            sum[status] += right[status]
        }
        return sum
    }
}
