/// The requests of one operation that have ended.
package struct OperationTally: Sendable {
    /// Latencies of those with the right reply.
    package private(set) var latencies = LatencyHistogram()

    /// Replies of another status than the right one, by status.
    package private(set) var unexpectedStatuses: [Int: Int] = [:]

    /// Requests that failed otherwise.
    package private(set) var faults: [Fault: Int] = [:]

    /// Requests that did not get the right reply.
    package var errors: Int { unexpectedStatuses.values.reduce(0, +) + faults.values.reduce(0, +) }

    /// All requests.
    package var requests: Int { latencies.count + errors }

    mutating func record(nanoseconds: Int64) {
        latencies.record(nanoseconds: nanoseconds)
    }

    mutating func record(status: Int) {
        unexpectedStatuses[status, default: 0] += 1
    }

    mutating func record(_ fault: Fault) {
        faults[fault, default: 0] += 1
    }

    mutating func add(_ other: OperationTally) {
        latencies.add(other.latencies)
        unexpectedStatuses.merge(other.unexpectedStatuses, uniquingKeysWith: +)
        faults.merge(other.faults, uniquingKeysWith: +)
    }
}
