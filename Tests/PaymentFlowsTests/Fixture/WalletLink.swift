import OpenPayments
import OutboundHTTP
import Synchronization

/// A machine's own way to the wallets, which ends with it.
final class WalletLink: PaymentTransport {
    private let network: WalletNetwork
    private let cut = Atomic(false)

    init(_ network: WalletNetwork) {
        self.network = network
    }

    var isCut: Bool { cut.load(ordering: .sequentiallyConsistent) }

    /// Nothing is sent or received any more.
    func end() {
        cut.store(true, ordering: .sequentiallyConsistent)
    }

    func send(_ request: OutboundRequest, policy: OutboundPolicy) async throws(OutboundProblem) -> OutboundAnswer {
        guard !isCut else { throw .connectionRefused }
        return try await network.send(request, of: self)
    }
}
