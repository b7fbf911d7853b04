/// Grants: asked for, given, continued, given back.
extension SandboxState {
    /// Takes a request for a grant, which is signed by its client.
    mutating func grant(
        _ request: GrantRequest,
        to identity: ClientIdentity,
        at path: String,
        now: Int64
    ) throws(GrantRefusal) -> GrantAnswer {
        guard grants.count < Limits.kept else { throw .full }
        try checkIdentifiers(of: request, at: path)
        if request.needsConsent {
            guard case .wallet = request.client else { throw .clientIsKey }
            guard request.isInteractive else { throw .consentNeeded }
            guard identity.publicName != nil else { throw .clientNameless }
        }
        let interaction =
            request.needsConsent
            ? Interaction(
                nonce: identifiers.token(),
                finish: request.finish,
                expiresAt: now + Limits.interactionLifetime
            ) : nil
        let grant = Grant(
            id: identifiers.identifier(),
            continueToken: identifiers.token(),
            authorizationPath: path,
            client: request.client,
            clientName: identity.publicName,
            rights: request.rights,
            subject: request.subject,
            interaction: interaction,
            phase: request.needsConsent ? .pending : .finalized,
            continuesAt: now + settings.waitSeconds * 1000,
            walletName: walletName(of: request, at: path)
        )
        grants[grant.id] = grant
        if let interaction { return .interaction(grant, interaction) }
        return .granted(grant, issueToken(of: grant.id, now: now))
    }

    /// The grant of this name, whose continuation token was brought along.
    func grant(_ id: String, at path: String, token: String?) throws(GrantRefusal) -> Grant {
        guard let grant = grants[id], grant.authorizationPath == path else { throw .continuationUnknown }
        guard token == grant.continueToken else { throw .continuationToken }
        guard grant.phase != .canceled else { throw .grantCanceled }
        return grant
    }

    /// Continues a grant with what the browser brought back, or polls it.
    mutating func continueGrant(
        _ id: String,
        at path: String,
        token: String?,
        reference: String?,
        now: Int64
    ) throws(GrantRefusal) -> GrantAnswer {
        var grant = try grant(id, at: path, token: token)
        guard let interaction = grant.interaction, grant.phase != .finalized else { throw .alreadyFetched }
        guard now >= grant.continuesAt else { throw .tooFast }
        if let reference {
            guard reference == interaction.reference else { throw .referenceUnknown }
        } else {
            guard interaction.finish == nil else { throw .notPolled }
        }
        switch grant.phase {
        case .pending:
            guard now < interaction.expiresAt else { throw .notApproved }
            grant.continuesAt = now + settings.waitSeconds * 1000
            grants[id] = grant
            return .pending(grant)
        case .rejected, .finalized, .canceled: throw .notApproved
        case .approved:
            grant.phase = .finalized
            grants[id] = grant
            return .granted(grant, grant.rights.isEmpty ? nil : issueToken(of: id, now: now))
        }
    }

    /// Ends a grant and all its tokens.
    mutating func cancelGrant(_ id: String, at path: String, token: String?) throws(GrantRefusal) {
        _ = try grant(id, at: path, token: token)
        end(id)
    }

    /// Ends a grant, and its tokens with it.
    mutating func end(_ id: String) {
        grants[id]?.phase = .canceled
        for token in tokens.values where token.grant == id { remove(token) }
    }

    /// The token of this `manage` name, whose value was brought along; one that expired long ago is forgotten.
    func managedToken(
        _ id: String,
        at path: String,
        value: String?,
        now: Int64
    ) throws(GrantRefusal) -> (AccessToken, Grant) {
        guard let stored = managed[id], let token = tokens[stored], let grant = grants[token.grant],
            grant.authorizationPath == path, now < token.expiresAt + Limits.expiredTokenLifetime
        else { throw .tokenUnknown }
        guard value == token.value else { throw .tokenMismatch }
        return (token, grant)
    }

    /// Puts a new token in a token's place; an expired one serves as well.
    mutating func rotateToken(
        _ id: String,
        at path: String,
        value: String?,
        now: Int64
    ) throws(GrantRefusal) -> GrantAnswer {
        let (token, grant) = try managedToken(id, at: path, value: value, now: now)
        remove(token)
        return .rotated(grant, issueToken(of: grant.id, now: now))
    }

    /// Ends a token.
    mutating func revokeToken(_ id: String, at path: String, value: String?, now: Int64) throws(GrantRefusal) {
        remove(try managedToken(id, at: path, value: value, now: now).0)
    }

    private mutating func issueToken(of grant: String, now: Int64) -> AccessToken {
        let token = AccessToken(
            id: identifiers.identifier(),
            value: identifiers.token(),
            grant: grant,
            expiresAt: now + lifetimeOfTokens(of: grant)
        )
        tokens[token.value] = token
        managed[token.id] = token.value
        return token
    }

    private func lifetimeOfTokens(of grant: String) -> Int64 {
        let account = grants[grant]?.walletName.flatMap { accounts[$0] }
        return account?.manner == .briefTokens ? Limits.briefTokenLifetime : Limits.tokenLifetime
    }

    private mutating func remove(_ token: AccessToken) {
        tokens[token.value] = nil
        managed[token.id] = nil
    }

    /// The wallet that a request is about, if that can be told.
    func walletName(of request: GrantRequest, at path: String) -> String? {
        let owner = accounts.values.first { $0.authorizationPath == path && path != "/auth" }
        let named = (request.rights.compactMap(\.identifier) + [request.subject].compactMap { $0 }).first
        return owner?.name ?? named.flatMap(account)?.name
    }

    /// All identifiers have to be wallets of this server.
    private func checkIdentifiers(of request: GrantRequest, at path: String) throws(GrantRefusal) {
        for identifier in request.rights.compactMap(\.identifier) + [request.subject].compactMap({ $0 }) {
            guard let account = account(at: identifier), account.authorizationPath == path else {
                throw .identifierUnknown(identifier)
            }
        }
    }
}
