/// Everything that can be asked of a sandbox, by method and path.
///
/// An authorization server stands at a path of its own, which is empty for the one at the bare root.
enum Route: Sendable, Hashable {
    case home
    case stylesheet
    case document(wallet: String)
    case keys(wallet: String)
    case about(wallet: String)
    case revocation(wallet: String)
    case grant(server: String)
    case continueGrant(server: String, id: String)
    case cancelGrant(server: String, id: String)
    case rotateToken(server: String, id: String)
    case revokeToken(server: String, id: String)
    case consentPage(server: String, id: String, nonce: String)
    case decision(server: String, id: String, nonce: String)
    /// The resource server's: method, and the path behind its own.
    case resource(method: String, path: [String])
    /// What only tests ask: method and name.
    case test(method: String, name: String)

    /// The route of a request; nil if there is none.
    ///
    /// `servers` are the wallets that have an authorization server of their own.
    init?(method: String, path: String, servers: Set<String>) {
        let parts = path.split(separator: "/").map(String.init)
        guard path == "/" + parts.joined(separator: "/") else { return nil }
        let method = method == "HEAD" ? "GET" : method
        switch parts.first {
        case nil where method == "GET": self = .home
        case nil, "continue", "token", "interact":
            self.init(authorization: parts[...], server: "", method: method)
        case "auth":
            let isOwn = parts.count > 1 && servers.contains(parts[1])
            let server = isOwn ? "/auth/\(parts[1])" : "/auth"
            self.init(authorization: parts.dropFirst(isOwn ? 2 : 1), server: server, method: method)
        case "op": self = .resource(method: method, path: Array(parts.dropFirst()))
        case "_sandbox":
            guard parts.count == 2 else { return nil }
            self = parts[1] == "wallet.css" && method == "GET" ? .stylesheet : .test(method: method, name: parts[1])
        case _ where method == "POST" && parts.count > 1 && parts.last == "permissions":
            self = .revocation(wallet: parts.dropLast().joined(separator: "/"))
        case _:
            guard method == "GET" else { return nil }
            self.init(wallet: parts)
        }
    }

    private init?(authorization parts: ArraySlice<String>, server: String, method: String) {
        let parts = Array(parts)
        switch (method, parts.first, parts.count) {
        case ("POST", nil, 0): self = .grant(server: server)
        case ("POST", "continue", 2): self = .continueGrant(server: server, id: parts[1])
        case ("DELETE", "continue", 2): self = .cancelGrant(server: server, id: parts[1])
        case ("POST", "token", 2): self = .rotateToken(server: server, id: parts[1])
        case ("DELETE", "token", 2): self = .revokeToken(server: server, id: parts[1])
        case ("GET", "interact", 3): self = .consentPage(server: server, id: parts[1], nonce: parts[2])
        case ("POST", "interact", 3): self = .decision(server: server, id: parts[1], nonce: parts[2])
        case _: return nil
        }
    }

    private init?(wallet parts: [String]) {
        let name = parts.dropLast().joined(separator: "/")
        switch parts.last {
        case "jwks.json" where parts.count > 1: self = .keys(wallet: name)
        case "about" where parts.count > 1: self = .about(wallet: name)
        case _: self = .document(wallet: parts.joined(separator: "/"))
        }
    }
}
