import OutboundHTTP
import SandboxWallet

/// Reads other wallet providers' documents for the sandbox, kept out of private networks.
struct OutboundDocuments: ForeignDocuments {
    let client: OutboundClient

    /// A sandbox that is itself on loopback may read wallets there.
    let policy: OutboundPolicy

    func document(at url: String) async throws -> [UInt8] {
        let request = OutboundRequest(method: "GET", url: url, headers: [("Accept", "application/json")], body: [])
        let answer = try await client.send(request, policy: policy)
        guard answer.status == 200, !answer.isTruncated else {
            throw Failure("\(url) answers \(answer.status)")
        }
        return answer.body
    }
}
