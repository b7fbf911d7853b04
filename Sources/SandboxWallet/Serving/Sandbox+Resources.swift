import HTTPServing

/// The resource server: schema, form of the token, token, access, signature, wallet, rules, in this order.
extension Sandbox {
    /// A call to the resource server.
    func resource(_ request: SignedRequest, method: String, path: [String]) async -> Answer {
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
        return await self.call(call.operation, on: wallet) {
            if case .readIncomingPayment(let id) = call, request.field("authorization") == nil {
                return publicView(of: id)
            }
            do throws(ResourceRefusal) {
                return try await perform(call, request)
            } catch {
                return refuse(error, about: wallet)
            }
        }
    }

    private func perform(_ call: ResourceCall, _ request: SignedRequest) async throws(ResourceRefusal) -> HTTPResponse {
        let access = try withState { state, now throws(ResourceRefusal) in
            try state.authorize(call, token: request.token, now: now)
        }
        let keys = await identity(of: access.grant.client, withName: false)?.keys ?? []
        do throws(SignatureProblem) {
            try verifier.verify(request, keys: keys)
        } catch {
            throw .signature(error)
        }
        return try withState { state, now throws(ResourceRefusal) in
            // Looked at again: the grant may have ended while the keys were fetched, or another payment been made.
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
