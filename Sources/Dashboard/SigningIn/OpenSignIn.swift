import Checkout

/// Somebody who has shown an API key and may look around for a while.
struct OpenSignIn: Hashable, Sendable {
    /// Whose dashboard it is.
    let merchant: MerchantID

    /// When it ends.
    let endsAt: Timestamp

    /// The keys that were shown: one, or one of each mode.
    private(set) var keys: [KeyMode: KeyID]

    /// The mode that is looked at; a key of it was shown.
    private(set) var keyMode: KeyMode

    /// A sign-in with its first key.
    init(_ key: APIKey, endsAt: Timestamp) {
        merchant = key.merchant
        self.endsAt = endsAt
        keys = [key.keyMode: key.id]
        keyMode = key.keyMode
    }

    /// Whether the other mode can be looked at, too.
    var hasBothModes: Bool { keys.count == KeyMode.allCases.count }

    /// Looks at another mode; false if no key of it was shown.
    mutating func turn(to keyMode: KeyMode) -> Bool {
        guard keys[keyMode] != nil else { return false }
        self.keyMode = keyMode
        return true
    }

    /// Takes another key of the same merchant in, and looks at its mode; false for a key of another's.
    mutating func add(_ key: APIKey) -> Bool {
        guard key.merchant == merchant else { return false }
        keys[key.keyMode] = key.id
        keyMode = key.keyMode
        return true
    }
}
