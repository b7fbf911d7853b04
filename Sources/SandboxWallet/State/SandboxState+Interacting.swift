/// A person's decision.
extension SandboxState {
    /// What a person says.
    enum Choice: String, Sendable, Hashable, CaseIterable {
        case accept
        case reject
    }

    /// The grant whose page this is; nil if there is none.
    func interaction(_ id: String, nonce: String, at path: String) -> (grant: Grant, interaction: Interaction)? {
        guard let grant = grants[id], grant.authorizationPath == path, let interaction = grant.interaction,
            interaction.nonce == nonce
        else { return nil }
        return (grant, interaction)
    }

    /// The name of the grant whose page has this URL; nil if there is none.
    func grant(askedAt redirect: String) -> String? {
        let parts = redirect.prefix { $0 != "?" }.split(separator: "/").suffix(2).map(String.init)
        guard redirect.hasPrefix(baseURL + "/"), parts.count == 2, grants[parts[0]]?.interaction?.nonce == parts[1]
        else { return nil }
        return parts[0]
    }

    /// Whether a person can still decide.
    func isOpen(_ grant: Grant, at now: Int64) -> Bool {
        guard let interaction = grant.interaction else { return false }
        return grant.phase == .pending && now < interaction.expiresAt
    }

    /// A token for a page that is about to be shown; good for one decision.
    mutating func pageToken(for grant: String) -> String {
        let token = identifiers.token()
        var tokens = grants[grant]?.interaction?.pageTokens ?? []
        if tokens.count >= Limits.pageTokens { tokens.removeFirst() }
        grants[grant]?.interaction?.pageTokens = tokens + [token]
        return token
    }

    /// Uses a page's token up; false if it is none of this grant's.
    mutating func usePageToken(_ token: String?, of grant: String) -> Bool {
        guard let token, let place = grants[grant]?.interaction?.pageTokens.firstIndex(of: token) else { return false }
        grants[grant]?.interaction?.pageTokens.remove(at: place)
        return true
    }

    /// Takes a decision, and says where the browser goes; nil for a client that polls.
    ///
    /// What was decided before, or came too late, is told as an invalid interaction.
    mutating func decide(_ id: String, _ choice: Choice, now: Int64) -> String? {
        guard var grant = grants[id], var interaction = grant.interaction else { return nil }
        guard isOpen(grant, at: now) else {
            return interaction.finish?.uri
                .adding([
                    ("result", "invalid_interaction"), ("message", "the interaction is over"),
                ])
        }
        log("decided", grant.walletName, "\(choice.rawValue) \(id)", at: now)
        switch choice {
        case .reject:
            grant.phase = .rejected
            grants[id] = grant
            return interaction.finish?.uri.adding([("result", "grant_rejected")])
        case .accept:
            let reference = identifiers.identifier()
            interaction.reference = reference
            grant.interaction = interaction
            grant.phase = .approved
            grants[id] = grant
            guard let finish = interaction.finish else { return nil }
            let hash = InteractionHash(
                clientNonce: finish.nonce,
                serverNonce: interaction.nonce,
                reference: reference,
                grantEndpoint: baseURL + grant.authorizationPath
            )
            return finish.uri.adding([
                ("hash", hash.encoded(as: settings.hashEncoding)), ("interact_ref", reference),
            ])
        }
    }
}
