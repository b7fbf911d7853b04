/// Who asks, and by which keys that is known.
extension Sandbox {
    /// The wallet address of a client of another provider, if it is one that asks.
    func foreignClient(of route: Route?, _ request: SignedRequest) -> String? {
        withState { state, _ in
            guard case .wallet(let address) = state.client(of: route, request), state.account(at: address) == nil else {
                return nil
            }
            return address
        }
    }

    /// What another provider says of a client; nil if it says nothing that can be read.
    func fetchIdentity(of address: String) async -> ClientIdentity? {
        guard let keys = try? JSONWebKey.set(from: await foreign.document(at: address + "/jwks.json")),
            let document = try? JSONFields(await foreign.document(at: address))
        else { return nil }
        return ClientIdentity(keys: keys, publicName: try? document.optionalString("publicName"))
    }

    /// What is known of a client: of its own by what the sandbox publishes, of others by what was fetched.
    func identity(of client: Client, fetched: ClientIdentity?) -> ClientIdentity? {
        switch client {
        case .key(let key): return ClientIdentity(keys: [key], publicName: nil)
        case .wallet(let address):
            guard let account = withState({ state, _ in state.account(at: address) }) else { return fetched }
            return ClientIdentity(keys: account.keys, publicName: account.publicName)
        }
    }
}

extension SandboxState {
    /// The client that has to have signed a request; nil if there is none.
    func client(of route: Route?, _ request: SignedRequest) -> Client? {
        switch route {
        case .grant: (try? GrantRequest(request.body))?.client
        case .continueGrant(_, let id), .cancelGrant(_, let id): grants[id]?.client
        case .rotateToken(_, let id), .revokeToken(_, let id):
            managed[id].flatMap { tokens[$0] }.flatMap { grants[$0.grant] }?.client
        case .resource: request.token.flatMap { tokens[$0] }.flatMap { grants[$0.grant] }?.client
        case nil, .home, .stylesheet, .document, .keys, .about, .revocation, .consentPage, .decision, .test: nil
        }
    }
}
