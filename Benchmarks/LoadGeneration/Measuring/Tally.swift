/// The requests of a stretch of time that have ended, by operation.
package struct Tally: Sendable {
    // By the operation's place among all, since this is touched with every reply; nil until it is.
    private var tallies: [OperationTally?] = Array(repeating: nil, count: Operation.allCases.count)

    /// Connections that could not be made, or that ended with bytes that nobody had asked for.
    package private(set) var connectionFailures = 0

    /// A few of the problems, in words.
    package private(set) var examples: [String] = []

    /// Nothing yet.
    package init() {}

    /// The tally of one operation, if it was asked for at all.
    package subscript(operation: Operation) -> OperationTally? { tallies[operation.place] }

    /// All requests, right or wrong.
    package var requests: Int { tallies.reduce(0) { $0 + ($1?.requests ?? 0) } }

    /// Requests that did not get the right reply, and failures to connect.
    package var errors: Int { tallies.reduce(connectionFailures) { $0 + ($1?.errors ?? 0) } }

    /// The latencies of all operations together.
    package var latencies: LatencyHistogram {
        var sum = LatencyHistogram()
        for case let tally? in tallies { sum.add(tally.latencies) }
        return sum
    }

    mutating func record(_ operation: Operation, nanoseconds: Int64) {
        tallies[prepared(operation)]?.record(nanoseconds: nanoseconds)
    }

    mutating func record(_ operation: Operation, status: Int) {
        tallies[prepared(operation)]?.record(status: status)
    }

    mutating func record(_ operation: Operation, _ fault: Fault) {
        tallies[prepared(operation)]?.record(fault)
    }

    mutating func recordConnectionFailure() {
        connectionFailures += 1
    }

    /// Keeps the words of a problem, if few are kept yet.
    mutating func note(_ problem: @autoclosure () -> String) {
        if examples.count < Limits.examples { examples.append(problem()) }
    }

    /// Counts what another has counted too.
    package mutating func add(_ other: Tally) {
        for operation in Operation.allCases {
            guard let tally = other[operation] else { continue }
            tallies[prepared(operation)]?.add(tally)
        }
        connectionFailures += other.connectionFailures
        examples += other.examples.prefix(Limits.examples - examples.count)
    }

    /// The operation's place, where a tally is from now on.
    private mutating func prepared(_ operation: Operation) -> Int {
        let place = operation.place
        if tallies[place] == nil { tallies[place] = OperationTally() }
        return place
    }
}
