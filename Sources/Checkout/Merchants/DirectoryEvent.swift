/// What has happened to the directory of merchants and keys.
package enum DirectoryEvent: Hashable, Sendable {
    /// A merchant was taken in.
    case merchantCreated(Merchant)
    /// A merchant was changed into this.
    case merchantUpdated(Merchant)
    /// A key was taken in.
    case keyCreated(APIKey)
    /// A key was used.
    case keyUsed(KeyID)
    /// A key was revoked.
    case keyRevoked(KeyID)

    /// The merchant as it is behind the event; `nil` for an event of a key.
    package var changedMerchant: Merchant? {
        switch self {
        case .merchantCreated(let merchant), .merchantUpdated(let merchant): merchant
        case .keyCreated, .keyUsed, .keyRevoked: nil
        }
    }
}
