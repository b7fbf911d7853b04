/// Sends requests to servers that other people name, without being led into a private network.
///
/// A name is looked up, all its addresses are checked, and the connection goes to an address that was checked: nobody
/// looks the name up a second time, so that a name server cannot answer differently then. No redirect is followed, no
/// proxy of the environment is used, and no answer is decompressed. Connections are kept and used again, which is safe:
/// they lead to an address that was checked.
package final class OutboundClient: Sendable {
    private let limits: OutboundLimits
    private let resolutions: ResolutionCache
    private let connector: any OutboundConnector
    private let now: @Sendable () -> ContinuousClock.Instant

    /// The executor on which tasks that send should run: no thread has to be woken for them when an answer comes.
    package static var executor: any TaskExecutor { ConnectionLoop.shared }

    /// A client that looks names up and connects by what it is given, and ends both with itself.
    package init(
        limits: OutboundLimits,
        resolver: any HostResolver,
        connector: any OutboundConnector,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) {
        self.limits = limits
        self.connector = connector
        self.now = now
        resolutions = ResolutionCache(resolver: resolver, now: now)
    }

    /// A client of the system's resolver, the system's trusted authorities and real connections.
    package convenience init(limits: OutboundLimits = .standard) {
        self.init(limits: limits, resolver: SystemResolver(), connector: HTTPConnector(limits: limits))
    }

    /// Sends a request and gives the whole answer, whatever its status.
    package func send(
        _ request: OutboundRequest,
        policy: OutboundPolicy
    ) async throws(OutboundProblem) -> OutboundAnswer {
        let start = now()
        let destination = try Destination(request.url, policy: policy)
        switch destination.host {
        case .address(let address):
            try destination.check([address])
            return try await connector.send(request, to: destination, at: address, within: limits.whole)
        case .name(let name):
            guard let addresses = try await resolutions.addresses(of: name, within: limits.whole) else {
                throw .timedOut(limits.whole)
            }
            try destination.check(addresses)
            do throws(OutboundProblem) {
                return try await send(request, to: destination, atOneOf: addresses, since: start)
            } catch {
                if error.isBeforeConnection { resolutions.forget(name) }
                throw error
            }
        }
    }

    /// Ends requests that are under way, and closes all connections; those that come later are refused.
    package func shutdown() async {
        resolutions.shutdown()
        await connector.shutdown()
    }

    /// Tries one address after the other, as long as no connection comes about.
    private func send(
        _ request: OutboundRequest,
        to destination: Destination,
        atOneOf addresses: [IPAddress],
        since start: ContinuousClock.Instant
    ) async throws(OutboundProblem) -> OutboundAnswer {
        var rest = addresses.prefix(OutboundLimits.addressesTried)
        while let address = rest.popFirst() {
            let time = limits.whole - (now() - start)
            guard time > .zero else { break }
            do throws(OutboundProblem) {
                return try await connector.send(request, to: destination, at: address, within: time)
            } catch {
                guard error.isBeforeConnection, !rest.isEmpty else { throw error }
            }
        }
        throw .timedOut(limits.whole)
    }
}
