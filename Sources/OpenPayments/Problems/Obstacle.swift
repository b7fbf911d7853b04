package import OutboundHTTP

/// What kept a request from being sent.
package enum Obstacle: Error, Hashable, Sendable {
    /// The URL leads where no request may go, by its spelling or by an address of its host.
    case destinationRefused(OutboundProblem)

    /// No connection to the server came about.
    case unreachable(OutboundProblem)

    init(_ problem: OutboundProblem) {
        self = problem.isRefusedDestination ? .destinationRefused(problem) : .unreachable(problem)
    }
}
