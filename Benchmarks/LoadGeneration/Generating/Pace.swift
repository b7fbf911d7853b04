/// When requests begin.
package enum Pace: Equatable, Sendable {
    /// As soon as a connection has its reply.
    case closed

    /// At fixed times, so many a second, whatever the service does; a request that finds no free connection waits for
    /// one, and its latency counts from the time it was meant to begin.
    case open(rate: Double)
}

extension Pace {
    /// Requests a second of an open loop; nil for a closed one.
    package var rate: Double? {
        switch self {
        case .closed: nil
        case .open(let rate): rate
        }
    }
}
