import AsyncHTTPClient
import NIOCore
import NIOSSL
import Synchronization

/// The clients that hold the connections: one for each host at each address, since a client can be told once where a
/// name leads.
///
/// The most recently used ones are kept. One that has to go is shut down when its last request has ended, so that no
/// request suffers.
final class PinnedClients: Sendable {
    /// A client that is in use until it is released.
    struct Lease {
        let client: HTTPClient
        fileprivate let key: Key
        fileprivate let number: UInt64
    }

    /// What a client is for.
    fileprivate struct Key: Hashable {
        let host: Destination.Host
        let address: IPAddress
    }

    /// A client, how many requests use it, and when it was last leased, counted in leases.
    private struct Place {
        let client: HTTPClient
        let number: UInt64
        var requests = 0
        var lastUse: UInt64 = 0
    }

    /// All clients; `closing` has those that were told to shut down, until they have.
    private struct State {
        var places: [Key: Place] = [:]
        var closing: [UInt64: EventLoopFuture<Void>] = [:]
        var uses: UInt64 = 0
        var isShutDown = false
    }

    private let configuration: HTTPClient.Configuration
    private let capacity: Int
    private let state = Mutex(State())

    init(limits: OutboundLimits, trustRoots: [NIOSSLCertificate], capacity: Int = OutboundLimits.hosts) {
        var encryption = TLSConfiguration.makeClientConfiguration()
        encryption.trustRoots = .certificates(trustRoots)
        encryption.minimumTLSVersion = .tlsv12
        var pool = HTTPClient.Configuration.ConnectionPool(
            idleTimeout: TimeAmount(limits.idleConnection),
            concurrentHTTP1ConnectionsPerHostSoftLimit: OutboundLimits.connectionsPerHost
        )
        // Whoever sends has a schedule for trying again.
        pool.retryConnectionEstablishment = false
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: encryption,
            redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(limits.connect)),
            connectionPool: pool,
            decompression: .disabled
        )
        configuration.httpVersion = .http1Only
        self.configuration = configuration
        self.capacity = capacity
    }

    /// How many clients there are, those in use and those that are kept.
    var count: Int { state.withLock { $0.places.count } }

    /// The client for a host at an address.
    func lease(_ host: Destination.Host, at address: IPAddress) throws(OutboundProblem) -> Lease {
        let key = Key(host: host, address: address)
        let lease: Lease? = state.withLock { state in
            guard !state.isShutDown else { return nil }
            state.uses += 1
            if state.places[key] == nil {
                evict(from: &state)
                state.places[key] = Place(client: makeClient(host, at: address), number: state.uses)
            }
            guard var place = state.places[key] else { return nil }
            place.requests += 1
            place.lastUse = state.uses
            state.places[key] = place
            return Lease(client: place.client, key: key, number: place.number)
        }
        guard let lease else { throw .shutDown }
        return lease
    }

    /// Gives a client back.
    func release(_ lease: Lease) {
        state.withLock { state in
            guard state.places[lease.key]?.number == lease.number else { return }
            state.places[lease.key]?.requests -= 1
            if state.places.count > capacity { evict(from: &state) }
        }
    }

    /// Shuts all clients down, also those that are in use, and waits for it.
    func shutdown() async {
        let closing = state.withLock { state in
            state.isShutDown = true
            for place in state.places.values { close(place, in: &state) }
            state.places = [:]
            return Array(state.closing.values)
        }
        for end in closing { try? await end.get() }
    }

    /// Makes room for one more by closing the client that was not used for longest and is not in use now.
    ///
    /// When all are in use there are more than ``OutboundLimits/hosts`` for a while: as many as there are requests.
    private func evict(from state: inout State) {
        while state.places.count >= capacity {
            let idle = state.places.filter { $0.value.requests == 0 }
            guard let oldest = idle.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
            close(oldest.value, in: &state)
            state.places[oldest.key] = nil
        }
    }

    private func close(_ place: Place, in state: inout State) {
        let end = place.client.shutdown()
        state.closing[place.number] = end
        let number = place.number
        end.whenComplete { [self] _ in
            self.state.withLock { $0.closing[number] = nil }
        }
    }

    private func makeClient(_ host: Destination.Host, at address: IPAddress) -> HTTPClient {
        var configuration = configuration
        if case .name(let name) = host { configuration.dnsOverride = [name: address.text] }
        return HTTPClient(eventLoopGroup: ConnectionLoop.shared.loop, configuration: configuration)
    }
}
