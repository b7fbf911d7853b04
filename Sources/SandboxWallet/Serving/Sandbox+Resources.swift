import HTTPServing

/// The resource server: schema, form of the token, token, access, signature, wallet, rules, in this order.
extension Sandbox {
    /// A call to the resource server.
    func resource(
        _ request: SignedRequest,
        _ fetched: ClientIdentity?,
        method: String,
        path: [String]
    ) -> Answer {
        let call: ResourceCall
        do throws(Malformation) {
            guard let read = try ResourceCall(request, method: method, path: path) else {
                return .response(refuse(.notFound, about: nil))
            }
            call = read
        } catch {
            return .response(refuse(.malformed(error.text), about: nil))
        }
        let wallet = withState { state, _ in
            state.walletAddress(of: call).flatMap(state.account)?.name ?? state.walletName(ofToken: request.token)
        }
        return self.call(call.operation, on: wallet) {
            if case .readIncomingPayment(let id) = call, request.field("authorization") == nil {
                return publicView(of: id)
            }
            do throws(ResourceRefusal) {
                return try perform(call, request, fetched)
            } catch {
                return refuse(error, about: wallet)
            }
        }
    }

    private func perform(
        _ call: ResourceCall,
        _ request: SignedRequest,
        _ fetched: ClientIdentity?
    ) throws(ResourceRefusal) -> HTTPResponse {
        let access = try withState { state, now throws(ResourceRefusal) in
            try state.authorize(call, token: request.token, now: now)
        }
        let keys = identity(of: access.grant.client, fetched: fetched)?.keys ?? []
        do throws(SignatureProblem) {
            try verifier.verify(request, keys: keys)
        } catch {
            throw .signature(error)
        }
        return try withState { state, now throws(ResourceRefusal) in
            // Looked at again: tests in process may have ended the grant meanwhile.
            let access = try state.authorize(call, token: request.token, now: now)
            return try state.perform(call, access, now: now)
        }
    }

    private func publicView(of id: String) -> HTTPResponse {
        withState { state, _ in
            guard let payment = state.incomingPayments[id] else {
                return HTTPResponse(.notFound, authorizationServer: state.authorizationServer(ofWallet: nil))
            }
            return state.renderPublic(payment)
        }
    }

    private func refuse(_ refusal: ResourceRefusal, about wallet: String?) -> HTTPResponse {
        withState { state, _ in
            HTTPResponse(refusal, authorizationServer: state.authorizationServer(ofWallet: wallet))
        }
    }
}
