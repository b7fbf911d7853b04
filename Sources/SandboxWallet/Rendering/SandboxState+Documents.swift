import Bytes
import HTTPServing

/// What anybody may read of a wallet.
extension SandboxState {
    /// The size of the document that is too big.
    private static let bigBytes = 5 << 20

    /// Who gives access to a wallet: the URL that it publishes.
    func authorizationServer(ofWallet name: String?) -> String {
        baseURL + (name.flatMap { accounts[$0] }?.authorizationPath ?? "/auth")
    }

    /// The document of a wallet address.
    func renderDocument(of account: Account) -> HTTPResponse {
        switch account.manner {
        case .redirects:
            HTTPResponse(status: 302, fields: Array("Location: http://127.0.0.1/\r\n".utf8))
        case .bigDocument: document(of: account, id: address(of: account), padding: Self.bigBytes)
        case .foreignID: document(of: account, id: "https://wallet.example/\(account.name)")
        case .honest, .broke, .partial, .slow, .denies, .approves, .flaky, .limited, .staleQuotes, .refusesLists,
            .losesReplies, .spentLimits, .briefTokens, .bareRoot, .privateServer, .foreignContinue:
            document(of: account, id: address(of: account))
        }
    }

    /// The keys of a wallet.
    func renderKeys(of account: Account) -> HTTPResponse {
        .json(200) { writer in
            writer.beginObject()
            writer.name("keys")
            writer.beginArray()
            for key in account.keys { writer.key(key) }
            writer.endArray()
            writer.endObject()
        }
    }

    private func document(of account: Account, id: String, padding: Int = 0) -> HTTPResponse {
        let isPrivate = account.manner == .privateServer
        var response = HTTPResponse.json(200) { writer in
            writer.beginObject()
            writer.name("id")
            writer.string(id)
            writer.name("publicName")
            writer.string(account.publicName)
            writer.name("assetCode")
            writer.string(account.asset.code)
            writer.name("assetScale")
            writer.integer(account.asset.scale)
            writer.name("authServer")
            writer.string(isPrivate ? "http://169.254.169.254/auth" : authorizationServer(ofWallet: account.name))
            writer.name("resourceServer")
            writer.string("\(baseURL)/op")
            if padding > 0 {
                writer.name("padding")
                writer.quoted { $0.append(contentsOf: String(repeating: "x", count: padding).utf8) }
            }
            writer.endObject()
        }
        response.fields = Array("Content-Type: application/json\r\nCache-Control: public, max-age=60\r\n".utf8)
        return response
    }
}
