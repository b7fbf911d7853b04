/// A kind of error and how often it was met.
package struct Problem: Codable, Equatable, Sendable {
    /// `status 503`, or a fault's name.
    package var kind: String

    /// How often.
    package var count: Int

    /// All problems of a tally, the most frequent first.
    package static func problems(of tally: Tally) -> [Problem] {
        var counts: [String: Int] = [:]
        for operation in Operation.allCases {
            for (status, count) in tally[operation]?.unexpectedStatuses ?? [:] {
                counts["status \(status)", default: 0] += count
            }
            for (fault, count) in tally[operation]?.faults ?? [:] {
                counts[fault.rawValue, default: 0] += count
            }
        }
        if tally.connectionFailures > 0 { counts["connection failed"] = tally.connectionFailures }
        return counts.map { Problem(kind: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.kind) < ($0.count, $1.kind) }
    }
}
