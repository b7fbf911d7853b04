import Checkout
import OpenPayments
import Synchronization

/// Documents of merchants' wallets, believed for a few minutes.
final class WalletDocuments: Sendable {
    private let documents = Mutex<[String: (document: WalletAddress, until: Timestamp)]>([:])

    /// The document of a merchant's own wallet.
    func document(
        of side: MerchantSide,
        at now: Timestamp
    ) async throws(OpenPaymentsProblem) -> WalletAddress {
        if let known = documents.withLock({ $0[side.address] }), known.until > now { return known.document }
        let document = try await side.client.walletAddress(at: side.address)
        documents.withLock { documents in
            documents = documents.filter { $0.value.until > now }
            documents[side.address] = (document, now + FlowLimits.documentSeconds)
        }
        return document
    }
}
