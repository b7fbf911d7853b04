import Cryptography

/// What the directory takes and what it refuses.
extension Directory {
    /// Says what a command leads to, or which rule forbids it; changes nothing.
    ///
    /// No events are a success without anything to log: a key's use soon after a logged one.
    package func decide(_ command: DirectoryCommand, at now: Timestamp) throws(DirectoryViolation) -> [DirectoryEvent] {
        switch command {
        case .createMerchant(let merchant, let keys):
            guard self.merchant(merchant.id) == nil else { throw .merchantExists(merchant.id) }
            try Self.check(merchant)
            return [.merchantCreated(merchant)] + (try decideKeys(keys, of: merchant.id))
        case .updateMerchant(let id, let changes):
            guard var merchant = merchant(id) else { throw .merchantUnknown(id) }
            for change in changes { Self.make(change, in: &merchant, at: now) }
            try Self.check(merchant)
            return merchant == self.merchant(id) ? [] : [.merchantUpdated(merchant)]
        case .createKey(let key):
            guard merchant(key.merchant) != nil else { throw .merchantUnknown(key.merchant) }
            return try decideKeys([key], of: key.merchant)
        case .revokeKey(let id):
            guard let key = key(id) else { throw .keyUnknown(id) }
            if let revokedAt = key.revokedAt { throw .keyRevoked(id, at: revokedAt) }
            return [.keyRevoked(id)]
        case .useKey(let id):
            guard let key = key(id) else { throw .keyUnknown(id) }
            if let revokedAt = key.revokedAt { throw .keyRevoked(id, at: revokedAt) }
            return key.isUseDue(at: now) ? [.keyUsed(id)] : []
        case .noteSignIn(let signIn):
            guard let key = key(signIn.key) else { throw .keyUnknown(signIn.key) }
            if let revokedAt = key.revokedAt { throw .keyRevoked(signIn.key, at: revokedAt) }
            return signIns(of: key.merchant).contains { $0.covers(signIn) } ? [] : [.signedIn(signIn)]
        case .setLogo(let id, let logo):
            guard merchant(id) != nil else { throw .merchantUnknown(id) }
            return logo == self.logo(of: id) ? [] : [.logoChanged(id, logo)]
        }
    }

    private func decideKeys(
        _ keys: [APIKey],
        of merchant: MerchantID
    ) throws(DirectoryViolation) -> [DirectoryEvent] {
        var events: [DirectoryEvent] = []
        var ids: Set<KeyID> = []
        var digests: Set<SHA256Digest> = []
        for key in keys {
            guard key.merchant == merchant else { throw .keyOfAnotherMerchant(key.id) }
            guard self.key(key.id) == nil, !isKnown(key.digest), ids.insert(key.id).inserted,
                digests.insert(key.digest).inserted
            else { throw .keyExists(key.id) }
            if let name = key.name,
                let problem = TextProblem.findInName(name, characters: Limits.keyNameCharacters)
            {
                throw .keyName(problem)
            }
            events.append(.keyCreated(key))
        }
        return events
    }

    private static func make(_ change: MerchantChange, in merchant: inout Merchant, at now: Timestamp) {
        switch change {
        case .name(let name):
            merchant.name = name
        case .color(let color):
            merchant.color = color
        case .webhookURL(let url, let keyMode):
            // Whoever names a destination, the same one too, wants it tried again.
            merchant[keyMode].webhookURL = url
            merchant[keyMode].webhook.disabledReason = nil
            merchant[keyMode].webhook.failingSince = nil
            merchant[keyMode].webhook.updatedAt = now
        case .webhookSecret(let sealed, let previousUntil, let keyMode):
            let isKept = previousUntil.map { $0 > now } ?? false
            let previous = isKept ? merchant[keyMode].sealedWebhookSecret : nil
            merchant[keyMode].webhook.sealedPreviousSecret = previous
            merchant[keyMode].webhook.previousSecretExpiresAt = previous == nil ? nil : previousUntil
            merchant[keyMode].sealedWebhookSecret = sealed
            merchant[keyMode].webhook.updatedAt = now
        case .webhookFailing(let since, let url, let keyMode):
            // The first of many failures counts.
            guard merchant[keyMode].webhookURL == url,
                since == nil || merchant[keyMode].webhook.failingSince == nil
            else { return }
            merchant[keyMode].webhook.failingSince = since
        case .webhookDisabled(let reason, let url, let keyMode):
            guard merchant[keyMode].webhookURL == url else { return }
            merchant[keyMode].webhook.disabledReason = reason
            merchant[keyMode].webhook.updatedAt = now
        case .wallet(let wallet, let keyMode):
            merchant[keyMode].wallet = wallet
            if let key = wallet?.key, key.id == merchant[keyMode].generatedWalletKey?.id {
                merchant[keyMode].generatedWalletKey = nil
            }
        case .generatedWalletKey(let key, let keyMode):
            merchant[keyMode].generatedWalletKey = key
        }
    }

    private static func check(_ merchant: Merchant) throws(DirectoryViolation) {
        if let problem = TextProblem.findInName(merchant.name, characters: Limits.merchantNameCharacters) {
            throw .merchantName(problem)
        }
        for keyMode in KeyMode.allCases {
            let settings = merchant[keyMode]
            if let problem = settings.webhookURL.flatMap(MerchantURL.check) { throw .webhookURL(problem) }
            if let problem = settings.wallet.flatMap({ MerchantURL.check($0.address) }) {
                throw .walletAddress(problem)
            }
            for key in [settings.wallet?.key, settings.generatedWalletKey].compactMap(\.self) {
                guard WalletKey.isIdentifier(key.id) else { throw .walletKeyID }
                guard key.sealedPrivateKey.count <= Limits.sealedSecretBytes else { throw .sealedSecretTooLong }
            }
            if let secret = settings.sealedWebhookSecret, secret.count > Limits.sealedSecretBytes {
                throw .sealedSecretTooLong
            }
            if let reason = settings.webhook.disabledReason,
                let problem = TextProblem.find(in: reason, characters: Limits.disabledReasonCharacters)
            {
                throw .disabledReason(problem)
            }
        }
    }
}
