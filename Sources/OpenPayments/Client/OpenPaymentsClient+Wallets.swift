import OutboundHTTP

/// Wallet addresses: what a wallet tells everybody.
extension OpenPaymentsClient {
    /// The document of a wallet address.
    ///
    /// It must name itself. If it names another address, that one is fetched once, and must name itself.
    package func walletAddress(at url: String) async throws(OpenPaymentsProblem) -> WalletAddress {
        let asked = try remote(url)
        let first = try await document(at: asked)
        if WalletAddress.isSame(first.id, asked.given) || WalletAddress.isSame(first.id, asked.text) { return first }
        let named = try await document(at: try remote(first.id))
        guard WalletAddress.isSame(named.id, first.id) else { throw .unusable(.anotherWalletAddress) }
        return named
    }

    /// The Ed25519 keys that a wallet address publishes.
    package func keys(of walletAddress: String) async throws(OpenPaymentsProblem) -> [PublishedKey] {
        var call = PaymentCall(method: "GET", url: try remote(below: walletAddress, "/jwks.json"))
        call.isSigned = false
        call.answerBytes = WalletLimits.documentBytes
        call.repetition = .harmless
        return try await object(call) { (object) throws(AnswerProblem) in
            try object.objects("keys").map { (key) throws(AnswerProblem) in try PublishedKey(key) }.compactMap(\.self)
        }
    }

    private func document(at url: RemoteURL) async throws(OpenPaymentsProblem) -> WalletAddress {
        var call = PaymentCall(method: "GET", url: url)
        call.isSigned = false
        call.answerBytes = WalletLimits.documentBytes
        call.repetition = .harmless
        return try await object(call) { (object) throws(AnswerProblem) in try WalletAddress(object, policy: policy) }
    }
}
