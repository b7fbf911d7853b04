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
        }
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
