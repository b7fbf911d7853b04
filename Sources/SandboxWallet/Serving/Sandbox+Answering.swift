import HTTPServing

/// From a request to its answer.
extension Sandbox {
    /// The route of a request; nil if there is none.
    func route(of request: SignedRequest) -> Route? {
        let servers = withState { state, _ in
            Set(state.accounts.values.filter { $0.authorizationPath.hasPrefix("/auth/") }.map(\.name))
        }
        return Route(method: request.method, path: request.path, servers: servers)
    }

    /// Answers anything; `fetched` is what another provider says of the client, if it is one of another.
    func answer(_ request: SignedRequest, at route: Route?, fetched: ClientIdentity?) -> Answer {
        guard let route else { return .response(.text(404, "not found")) }
        switch route {
        case .home: return .response(withState { state, _ in state.renderHome() })
        case .stylesheet: return .response(Stylesheet.response)
        case .about(let name): return .response(withState { state, _ in state.renderAbout(wallet: name) })
        case .revocation(let name): return .response(revocation(ofWallet: name, request))
        case .document(let name): return document(of: name, request)
        case .keys(let name):
            return call(.keys, on: name) {
                withState { state, _ in state.accounts[name].map(state.renderKeys) ?? .text(404, "not found") }
            }
        case .grant(let server): return grant(request, fetched, at: server)
        case .continueGrant(let server, let id): return continueGrant(id, request, fetched, at: server)
        case .cancelGrant(let server, let id): return cancelGrant(id, request, fetched, at: server)
        case .rotateToken(let server, let id): return rotateToken(id, request, fetched, at: server)
        case .revokeToken(let server, let id): return revokeToken(id, request, fetched, at: server)
        case .consentPage(let server, let id, let nonce):
            return .response(consentPage(id, nonce: nonce, at: server))
        case .decision(let server, let id, let nonce):
            return .response(decision(id, nonce: nonce, at: server, request))
        case .resource(let method, let path): return resource(request, fetched, method: method, path: path)
        case .test(let method, let name): return .response(test(request, method: method, name: name))
        }
    }

    /// A wallet's document; browsers go to its page instead.
    private func document(of name: String, _ request: SignedRequest) -> Answer {
        if let accept = request.field("accept"), accept.contains("text/html"),
            let address = withState({ state, _ in state.accounts[name].map(state.address) })
        {
            let fields = "Location: \(address)/about\r\nVary: Accept\r\n"
            return .response(HTTPResponse(status: 302, fields: Array(fields.utf8)))
        }
        return call(.walletAddress, on: name) {
            withState { state, _ in state.accounts[name].map(state.renderDocument) ?? .text(404, "not found") }
        }
    }
}
