package import OutboundHTTP

/// Sends the client's requests.
///
/// Whoever implements it sends `url`, fields and body as they are and adds `Host` and the body's `Content-Length`; asks
/// no destination that the policy refuses; follows no redirect; and gives no more of a body than `answerBytes`.
package protocol PaymentTransport: Sendable {
    /// Sends a request once and gives the whole answer, whatever its status.
    func send(
        _ request: OutboundRequest,
        policy: OutboundPolicy
    ) async throws(OutboundProblem) -> OutboundAnswer
}

/// Real connections.
extension OutboundClient: PaymentTransport {}
