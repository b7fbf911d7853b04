import HTTPServing

/// What a person's browser asks.
extension Sandbox {
    /// The page of an interaction; wallets that decide by themselves send the browser back at once.
    func consentPage(_ id: String, nonce: String, at server: String) -> HTTPResponse {
        withState { state, now in
            guard let (grant, interaction) = state.interaction(id, nonce: nonce, at: server) else {
                return state.renderNotice(404, "There is nothing to decide here", "Go back to where you came from.")
            }
            guard state.isOpen(grant, at: now) else {
                guard grant.phase == .pending, interaction.finish != nil else { return state.renderDecided() }
                return Self.leave(to: state.decide(id, .reject, now: now), state)
            }
            switch grant.walletName.flatMap({ state.accounts[$0] })?.manner {
            case .denies: return Self.leave(to: state.decide(id, .reject, now: now), state)
            case .approves: return Self.leave(to: state.decide(id, .accept, now: now), state)
            case nil, .honest, .broke, .partial, .slow, .flaky, .limited, .staleQuotes, .refusesLists, .losesReplies,
                .spentLimits, .briefTokens, .bareRoot, .privateServer, .bigDocument, .redirects, .foreignID,
                .foreignContinue:
                let token = state.pageToken(for: id)
                return ConsentPage(grant: grant, token: token, state: state).response
            }
        }
    }

    /// A person's decision, once; what comes later is told as an invalid interaction.
    func decision(_ id: String, nonce: String, at server: String, _ request: SignedRequest) -> HTTPResponse {
        withState { state, now in
            guard let (grant, _) = state.interaction(id, nonce: nonce, at: server) else {
                return state.renderNotice(404, "There is nothing to decide here", "Go back to where you came from.")
            }
            let body = String(validating: request.body, as: UTF8.self)
            guard let form = try? FormParameters(body, allowing: ["token", "choice"]),
                let choice = form["choice"].flatMap(SandboxState.Choice.init)
            else { return state.renderNotice(400, "That was no answer", "Go back, and choose one of the two.") }
            guard state.isOpen(grant, at: now) else { return Self.leave(to: state.decide(id, choice, now: now), state) }
            guard state.usePageToken(form["token"], of: id) else {
                return state.renderNotice(400, "This page is too old", "Go back, load it again, and choose then.")
            }
            return Self.leave(to: state.decide(id, choice, now: now), state)
        }
    }

    /// Takes back what a wallet's owner has allowed, once the form on the wallet's page says so.
    func revocation(ofWallet name: String, _ request: SignedRequest) -> HTTPResponse {
        withState { state, now in
            let body = String(validating: request.body, as: UTF8.self)
            guard let form = try? FormParameters(body, allowing: ["token", "grant"]), let id = form["grant"] else {
                return state.renderNotice(400, "That was no answer", "Go back, and press the button.")
            }
            guard state.usePageToken(form["token"], of: id), state.revoke(id, ofWallet: name, now: now) else {
                return state.renderNotice(400, "This page is too old", "Go back, and load it again.")
            }
            return Self.leave(to: "\(state.baseURL)/\(name)/about", state)
        }
    }

    /// Sends the browser on, or says that it is done where nobody waits for it.
    private static func leave(to url: String?, _ state: SandboxState) -> HTTPResponse {
        guard let url else { return state.renderDecided() }
        let fields = "Location: \(url)\r\nReferrer-Policy: no-referrer\r\nCache-Control: no-store\r\n"
        return HTTPResponse(status: 303, fields: Array(fields.utf8))
    }
}
