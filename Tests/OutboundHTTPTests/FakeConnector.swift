import OutboundHTTP
import Synchronization

/// A connector that notes where it was sent, and sends no packet.
final class FakeConnector: OutboundConnector {
    private let calls = Mutex<[(address: IPAddress, port: UInt16)]>([])
    private let refusing: Set<IPAddress>

    init(refusing: Set<IPAddress> = []) {
        self.refusing = refusing
    }

    var addresses: [IPAddress] { calls.withLock { $0.map(\.address) } }
    var ports: [UInt16] { calls.withLock { $0.map(\.port) } }

    func send(
        _ request: OutboundRequest,
        to destination: Destination,
        at address: IPAddress,
        within time: Duration
    ) async throws(OutboundProblem) -> OutboundAnswer {
        calls.withLock { $0.append((address, destination.port)) }
        if refusing.contains(address) { throw .connectionRefused }
        return OutboundAnswer(status: 200)
    }

    func shutdown() async {}
}
