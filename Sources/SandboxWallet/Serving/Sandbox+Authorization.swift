import HTTPServing

/// The authorization server: schema first, then the signature, then the rules.
extension Sandbox {
    /// A request for a grant.
    func grant(_ request: SignedRequest, _ fetched: ClientIdentity?, at server: String) -> Answer {
        let asked: GrantRequest
        do throws(Malformation) {
            guard request.isJSON else { throw Malformation("the body is application/json") }
            asked = try GrantRequest(request.body)
        } catch {
            return .response(HTTPResponse(GrantRefusal.malformed(error.text)))
        }
        let wallet = withState { state, _ in state.walletName(of: asked, at: server) }
        return call(.grant, on: wallet) {
            respond { () throws(GrantRefusal) in
                let identity = try identity(verifying: request, of: asked.client, fetched)
                return try withState { state, now throws(GrantRefusal) in
                    state.render(try state.grant(asked, to: identity, at: server, now: now), now: now)
                }
            }
        }
    }

    /// A continuation, with or without what a browser brought back.
    func continueGrant(_ id: String, _ request: SignedRequest, _ fetched: ClientIdentity?, at server: String) -> Answer
    {
        call(.continuation, on: walletName(ofGrant: id)) {
            respond { () throws(GrantRefusal) in
                let reference = try Self.reference(in: request)
                try verify(request, fetched, ofGrant: id, at: server)
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
    func cancelGrant(_ id: String, _ request: SignedRequest, _ fetched: ClientIdentity?, at server: String) -> Answer {
        call(.cancel, on: walletName(ofGrant: id)) {
            respond { () throws(GrantRefusal) in
                try verify(request, fetched, ofGrant: id, at: server)
                try withState { state, _ throws(GrantRefusal) in
                    try state.cancelGrant(id, at: server, token: request.token)
                }
                return HTTPResponse(status: 204)
            }
        }
    }

    /// A new token for an old one.
    func rotateToken(_ id: String, _ request: SignedRequest, _ fetched: ClientIdentity?, at server: String) -> Answer {
        call(.rotate, on: walletName(ofToken: id)) {
            respond { () throws(GrantRefusal) in
                guard request.body.isEmpty else { throw .malformed("rotation has no body") }
                try verify(request, fetched, ofToken: id, at: server)
                return try withState { state, now throws(GrantRefusal) in
                    state.render(try state.rotateToken(id, at: server, value: request.token, now: now), now: now)
                }
            }
        }
    }

    /// The end of a token.
    func revokeToken(_ id: String, _ request: SignedRequest, _ fetched: ClientIdentity?, at server: String) -> Answer {
        call(.revoke, on: walletName(ofToken: id)) {
            respond { () throws(GrantRefusal) in
                try verify(request, fetched, ofToken: id, at: server)
                try withState { state, now throws(GrantRefusal) in
                    try state.revokeToken(id, at: server, value: request.token, now: now)
                }
                return HTTPResponse(status: 204)
            }
        }
    }

    private func respond(_ work: () throws(GrantRefusal) -> HTTPResponse) -> HTTPResponse {
        do throws(GrantRefusal) { return try work() } catch { return HTTPResponse(error) }
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

    private func verify(
        _ request: SignedRequest,
        _ fetched: ClientIdentity?,
        ofGrant id: String,
        at server: String
    ) throws(GrantRefusal) {
        let grant = try withState { state, _ throws(GrantRefusal) in
            try state.grant(id, at: server, token: request.token)
        }
        _ = try identity(verifying: request, of: grant.client, fetched)
    }

    private func verify(
        _ request: SignedRequest,
        _ fetched: ClientIdentity?,
        ofToken id: String,
        at server: String
    ) throws(GrantRefusal) {
        let grant = try withState { state, now throws(GrantRefusal) in
            try state.managedToken(id, at: server, value: request.token, now: now).1
        }
        _ = try identity(verifying: request, of: grant.client, fetched)
    }

    private func identity(
        verifying request: SignedRequest,
        of client: Client,
        _ fetched: ClientIdentity?
    ) throws(GrantRefusal) -> ClientIdentity {
        guard let identity = identity(of: client, fetched: fetched) else { throw .clientUnknown }
        do throws(SignatureProblem) {
            try verifier.verify(request, keys: identity.keys)
        } catch {
            throw .signature(error)
        }
        return identity
    }
}
