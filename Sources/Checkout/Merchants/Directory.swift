package import Cryptography

/// All merchants and their API keys.
///
/// Small beside the sessions, and read on every request: one look-up by digest finds a key. Changes come through
/// ``decide(_:at:)`` and ``apply(_:at:)``.
package struct Directory: Sendable {
    private var merchants: [MerchantID: Merchant] = [:]

    // Keys stand under their digest, which is what a request brings along.
    private var keys: [SHA256Digest: APIKey] = [:]
    private var digests: [KeyID: SHA256Digest] = [:]

    // What few requests ask for stands apart from the merchants, which are logged whole with each change.
    private var signInsOfMerchants: [MerchantID: [SignIn]] = [:]
    private var logos: [MerchantID: MerchantLogo] = [:]

    /// A directory of nobody.
    package init() {}

    /// The merchant of an identifier.
    package func merchant(_ id: MerchantID) -> Merchant? { merchants[id] }

    /// The key of an identifier, revoked or not.
    package func key(_ id: KeyID) -> APIKey? { digests[id].flatMap { keys[$0] } }

    /// Whether any key, revoked or not, has this digest.
    func isKnown(_ digest: SHA256Digest) -> Bool { keys[digest] != nil }

    /// The key of a digest if it opens anything: known and not revoked.
    package func activeKey(digest: SHA256Digest) -> APIKey? {
        guard let key = keys[digest], key.revokedAt == nil else { return nil }
        return key
    }

    /// How many merchants there are.
    package var merchantsCount: Int { merchants.count }

    /// How many keys there are, the revoked included.
    package var keysCount: Int { keys.count }

    /// All merchants, oldest first.
    package var allMerchants: [Merchant] {
        merchants.values.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    }

    /// All keys, oldest first, the revoked included.
    package var allKeys: [APIKey] {
        keys.values.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    }

    /// A merchant's keys, oldest first, the revoked included.
    package func keys(of merchant: MerchantID) -> [APIKey] {
        allKeys.filter { $0.merchant == merchant }
    }

    /// The last sign-ins with a merchant's keys, newest first; ``Limits/signInsKept``.
    package func signIns(of merchant: MerchantID) -> [SignIn] { signInsOfMerchants[merchant] ?? [] }

    /// A merchant's logo.
    package func logo(of merchant: MerchantID) -> MerchantLogo? { logos[merchant] }

    /// The merchant and key of a digest that opens nothing any more; `nil` for one that does, and for one nobody knows.
    package func revokedKey(digest: SHA256Digest) -> APIKey? {
        keys[digest].flatMap { $0.revokedAt == nil ? nil : $0 }
    }

    /// Takes in a merchant's sign-ins as they stand in a snapshot; false if there are some, or one is with a key that
    /// is not the merchant's.
    package mutating func restore(_ signIns: [SignIn], of merchant: MerchantID) -> Bool {
        guard signInsOfMerchants[merchant] == nil, signIns.allSatisfy({ key($0.key)?.merchant == merchant }) else {
            return false
        }
        signInsOfMerchants[merchant] = signIns
        return true
    }

    /// Takes in a logo as it stands in a snapshot; false if the merchant has one, or is not there.
    package mutating func restore(_ logo: MerchantLogo, of merchant: MerchantID) -> Bool {
        guard merchants[merchant] != nil, logos[merchant] == nil else { return false }
        logos[merchant] = logo
        return true
    }

    /// Takes in a merchant as it stands in a snapshot; false if there is one of its identifier.
    package mutating func restore(_ merchant: Merchant) -> Bool {
        guard merchants[merchant.id] == nil else { return false }
        merchants[merchant.id] = merchant
        return true
    }

    /// Takes in a key as it stands in a snapshot; false if there is one like it, or no such merchant.
    package mutating func restore(_ key: APIKey) -> Bool {
        guard merchants[key.merchant] != nil, digests[key.id] == nil, keys[key.digest] == nil else { return false }
        insert(key)
        return true
    }

    /// Whether an event can follow; recovery asks before it applies what it has read.
    package func accepts(_ event: DirectoryEvent) -> Bool {
        switch event {
        case .merchantCreated(let merchant): merchants[merchant.id] == nil
        case .merchantUpdated(let merchant): merchants[merchant.id]?.createdAt == merchant.createdAt
        case .keyCreated(let key):
            merchants[key.merchant] != nil && digests[key.id] == nil && keys[key.digest] == nil
        case .keyUsed(let id): key(id) != nil
        case .keyRevoked(let id): key(id).map { $0.revokedAt == nil } ?? false
        case .signedIn(let signIn): key(signIn.key) != nil
        case .logoChanged(let id, _): merchants[id] != nil
        }
    }

    /// Changes the directory by an event that ``accepts(_:)``; events of one decision are applied in their order.
    package mutating func apply(_ event: DirectoryEvent, at moment: Timestamp) {
        precondition(accepts(event), "an applied event follows on the directory's state")
        switch event {
        case .merchantCreated(let merchant), .merchantUpdated(let merchant): merchants[merchant.id] = merchant
        case .keyCreated(let key): insert(key)
        case .keyUsed(let id): change(id) { $0.lastUsedAt = moment }
        case .keyRevoked(let id): change(id) { $0.revokedAt = moment }
        case .signedIn(let signIn): note(signIn)
        case .logoChanged(let id, let logo): logos[id] = logo
        }
    }

    private mutating func note(_ signIn: SignIn) {
        guard let merchant = key(signIn.key)?.merchant else {
            preconditionFailure("who signs in has a key in the directory")
        }
        signInsOfMerchants[merchant, default: []].insert(signIn, at: 0)
        if signIns(of: merchant).count > Limits.signInsKept { signInsOfMerchants[merchant]?.removeLast() }
    }

    private mutating func insert(_ key: APIKey) {
        keys[key.digest] = key
        digests[key.id] = key.digest
    }

    private mutating func change(_ id: KeyID, _ body: (inout APIKey) -> Void) {
        guard let digest = digests[id], var key = keys[digest] else {
            preconditionFailure("a changed key is in the directory")
        }
        body(&key)
        keys[digest] = key
    }
}
