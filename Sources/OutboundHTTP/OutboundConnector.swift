/// Sends a request to an address that was checked.
///
/// It connects to that address and no other, whatever the name in the URL means to it; the name is for encryption and
/// for the `Host` field. It follows no redirect.
package protocol OutboundConnector: Sendable {
    /// Sends a request and gives the whole answer, or what is wrong when `time` is over.
    func send(
        _ request: OutboundRequest,
        to destination: Destination,
        at address: IPAddress,
        within time: Duration
    ) async throws(OutboundProblem) -> OutboundAnswer

    /// Ends what is under way and closes all connections.
    func shutdown() async
}
