import Bytes
import Cryptography
import SandboxWallet

/// Another provider's one wallet, `https://other.example/shop`, with its document and its key.
struct StoredDocuments: ForeignDocuments {
    struct NotFound: Error {}

    let credentials = WalletCredentials(
        address: "https://other.example/shop",
        keyID: "other-key",
        privateKey: .generate(from: .system())
    )

    /// What its document calls it; nil for a document without a name.
    let publicName: String?

    func document(at url: String) async throws -> [UInt8] {
        switch url {
        case credentials.address:
            let name = publicName.map { #","publicName":"\#($0)""# } ?? ""
            return Array(#"{"id":"\#(credentials.address)"\#(name)}"#.utf8)
        case credentials.address + "/jwks.json":
            let x = Base64URL.encode(credentials.privateKey.publicKey.bytes)
            let key = #"{"kid":"other-key","alg":"EdDSA","kty":"OKP","crv":"Ed25519","x":"\#(x)"}"#
            return Array(#"{"keys":[{"kty":"RSA"},\#(key)]}"#.utf8)
        case _: throw NotFound()
        }
    }
}
