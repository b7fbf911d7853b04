import Checkout

/// What operators know of merchants and API keys.
struct KnownDirectory {
    /// A change that was asked for: whether it may have come about, and whether anybody saw that it has.
    struct Change {
        var isAsked = false
        var isSeen = false
    }

    /// Merchants that were asked for, oldest first.
    private(set) var merchants: [(merchant: Merchant, creation: Change)] = []

    /// API keys that were asked for, oldest first.
    private(set) var keys: [(key: APIKey, creation: Change, revocation: Change)] = []

    /// The last sign-ins that were shown of merchants, newest first.
    private var signIns: [MerchantID: [SignIn]] = [:]

    /// Merchants whose requests the engine takes: they are there for certain.
    var served: [MerchantID] {
        merchants.filter(\.creation.isSeen).map(\.merchant.id)
    }

    mutating func ask(for merchant: Merchant) {
        merchants.append((merchant, Change(isAsked: true)))
    }

    mutating func ask(for key: APIKey) {
        keys.append((key, Change(isAsked: true), Change()))
    }

    mutating func askToRevoke(_ id: KeyID) {
        for index in keys.indices where keys[index].key.id == id { keys[index].revocation.isAsked = true }
    }

    mutating func seeMerchant(_ id: MerchantID) {
        for index in merchants.indices where merchants[index].merchant.id == id {
            merchants[index].creation.isSeen = true
        }
    }

    mutating func seeKey(_ id: KeyID) {
        for index in keys.indices where keys[index].key.id == id { keys[index].creation.isSeen = true }
    }

    mutating func seeRevoked(_ id: KeyID) {
        for index in keys.indices where keys[index].key.id == id { keys[index].revocation.isSeen = true }
    }

    /// Compares the directory that everybody reads with what was seen of it, and keeps what it shows now.
    mutating func check(_ directory: Directory) throws {
        for (merchant, creation) in merchants {
            if directory.merchant(merchant.id) != nil {
                seeMerchant(merchant.id)
            } else if creation.isSeen {
                throw Violation("the merchant \(merchant.id.text) is lost")
            }
        }
        for (key, creation, revocation) in keys {
            guard let found = directory.key(key.id) else {
                if creation.isSeen { throw Violation("the key \(key.id.text) is lost") }
                continue
            }
            seeKey(key.id)
            let opens = directory.activeKey(digest: key.digest) != nil
            guard opens == (found.revokedAt == nil) else {
                throw Violation("the key \(key.id.text) contradicts itself")
            }
            if opens, revocation.isSeen { throw Violation("the key \(key.id.text) was revoked, and opens again") }
            if !opens, !revocation.isAsked { throw Violation("the key \(key.id.text) was revoked by nobody") }
            if !opens { seeRevoked(key.id) }
        }
        for (merchant, _) in merchants { try checkSignIns(of: merchant.id, directory.signIns(of: merchant.id)) }
        guard directory.merchantsCount <= merchants.count, directory.keysCount <= keys.count else {
            throw Violation("merchants or keys are there that nobody has made")
        }
    }

    /// Sign-ins that were shown once stand behind newer ones, as far as there is room.
    private mutating func checkSignIns(of merchant: MerchantID, _ shown: [SignIn]) throws {
        let known = signIns[merchant] ?? []
        let follows = (0...shown.count)
            .contains { newer in
                shown.dropFirst(newer).elementsEqual(known.prefix(min(known.count, shown.count - newer)))
                    && (shown.count - newer >= known.count || shown.count == Limits.signInsKept)
            }
        guard follows else { throw Violation("a sign-in with a key of \(merchant.text) is lost") }
        signIns[merchant] = shown
    }

    /// Called after a start: what is not there now is not to come back.
    mutating func conclude() {
        merchants.removeAll { !$0.creation.isSeen }
        keys.removeAll { !$0.creation.isSeen }
        for index in keys.indices { keys[index].revocation.isAsked = keys[index].revocation.isSeen }
    }
}
