import HTTPServing

/// The authorization server: schema first, then the signature, then the rules.
extension Sandbox {
    /// A request for a grant.
    func grant(_ request: SignedRequest, at server: String) async -> Answer {
        let asked: GrantRequest
        do throws(Malformation) {
            guard request.isJSON else { throw Malformation("the body is application/json") }
            asked = try GrantRequest(request.body)
        } catch {
            return .response(HTTPResponse(GrantRefusal.malformed(error.text)))
        }
        let wallet = withState { state, _ in state.walletName(of: asked, at: server) }
        return await call(.grant, on: wallet) {
            await respond { () async throws(GrantRefusal) in
                let identity = try await identity(verifying: request, of: asked.client, withName: true)
                return try withState { state, now throws(GrantRefusal) in
                    state.render(try state.grant(asked, to: identity, at: server, now: now), now: now)
                }
            }
        }
    }

    /// A continuation, with or without what a browser brought back.
    func continueGrant(_ id: String, _ request: SignedRequest, at server: String) async -> Answer {
        await call(.continuation, on: walletName(ofGrant: id)) {
            await respond { () async throws(GrantRefusal) in
                let reference = try Self.reference(in: request)
                try await verify(request, ofGrant: id, at: server)
                return try withState { state, now throws(GrantRefusal) in
                    let answer = try state.continueGrant(
                        id,
                        at: server,
                        token: request.token,
                        reference: reference,
                        now: now
                    )
                    return state.render(answer, now: now)
                }
            }
        }
    }

    /// The end of a grant.
    func cancelGrant(_ id: String, _ request: SignedRequest, at server: String) async -> Answer {
        await call(.cancel, on: walletName(ofGrant: id)) {
            await respond { () async throws(GrantRefusal) in
                try await verify(request, ofGrant: id, at: server)
                try withState { state, _ throws(GrantRefusal) in
                    try state.cancelGrant(id, at: server, token: request.token)
                }
                return HTTPResponse(status: 204)
            }
        }
    }

    /// A new token for an old one.
    func rotateToken(_ id: String, _ request: SignedRequest, at server: String) async -> Answer {
        await call(.rotate, on: walletName(ofToken: id)) {
            await respond { () async throws(GrantRefusal) in
                guard request.body.isEmpty else { throw .malformed("rotation has no body") }
                try await verify(request, ofToken: id, at: server)
                return try withState { state, now throws(GrantRefusal) in
                    state.render(try state.rotateToken(id, at: server, value: request.token, now: now), now: now)
                }
            }
        }
    }

    /// The end of a token.
    func revokeToken(_ id: String, _ request: SignedRequest, at server: String) async -> Answer {
        await call(.revoke, on: walletName(ofToken: id)) {
            await respond { () async throws(GrantRefusal) in
                try await verify(request, ofToken: id, at: server)
                try withState { state, _ throws(GrantRefusal) in
                    try state.revokeToken(id, at: server, value: request.token)
                }
                return HTTPResponse(status: 204)
            }
        }
    }

    private func respond(_ work: () async throws(GrantRefusal) -> HTTPResponse) async -> HTTPResponse {
        do throws(GrantRefusal) { return try await work() } catch { return HTTPResponse(error) }
    }

    /// The body of a continuation: nothing, an empty object, or the reference.
    private static func reference(in request: SignedRequest) throws(GrantRefusal) -> String? {
        guard !request.body.isEmpty else { return nil }
        do throws(Malformation) {
            guard request.isJSON else { throw Malformation("the body is application/json") }
            let fields = try JSONFields(request.body)
            try fields.allow(["interact_ref"])
            return try fields.optionalString("interact_ref")
        } catch {
            throw .malformed(error.text)
        }
    }

    private func walletName(ofGrant id: String) -> String? {
        withState { state, _ in state.grants[id]?.walletName }
    }

    private func walletName(ofToken id: String) -> String? {
        withState { state, _ in
            state.managed[id].flatMap { state.tokens[$0] }.flatMap { state.grants[$0.grant] }?.walletName
        }
    }

    private func verify(_ request: SignedRequest, ofGrant id: String, at server: String) async throws(GrantRefusal) {
        let grant = try withState { state, _ throws(GrantRefusal) in
            try state.grant(id, at: server, token: request.token)
        }
        _ = try await identity(verifying: request, of: grant.client, withName: false)
    }

    private func verify(_ request: SignedRequest, ofToken id: String, at server: String) async throws(GrantRefusal) {
        let grant = try withState { state, _ throws(GrantRefusal) in
            try state.managedToken(id, at: server, value: request.token).1
        }
        _ = try await identity(verifying: request, of: grant.client, withName: false)
    }

    private func identity(
        verifying request: SignedRequest,
        of client: Client,
        withName: Bool
    ) async throws(GrantRefusal) -> ClientIdentity {
        guard let identity = await identity(of: client, withName: withName) else { throw .clientUnknown }
        do throws(SignatureProblem) {
            try verifier.verify(request, keys: identity.keys)
        } catch {
            throw .signature(error)
        }
        return identity
    }
}
