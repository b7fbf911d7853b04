@testable import SandboxWallet
@testable import TestTools

extension Vectors.Message {
    /// The request as a wallet gets it.
    var request: SignedRequest {
        SignedRequest(
            method: method,
            targetURI: url,
            fields: headers.map { ($0.key, $0.value) },
            body: Array((bodyUtf8 ?? "").utf8)
        )
    }
}
