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
    /// Somebody has signed in to the dashboard with a key, at the event's time.
    case signedIn(SignIn)
    /// A merchant has another logo, or none.
    case logoChanged(MerchantID, MerchantLogo?)

    /// The key that opens nothing any more behind the event; `nil` for any other event.
    package var revokedKey: KeyID? {
        if case .keyRevoked(let id) = self { id } else { nil }
    }

    /// The merchant as it is behind the event; `nil` for an event of a key or a logo.
    package var changedMerchant: Merchant? {
        switch self {
        case .merchantCreated(let merchant), .merchantUpdated(let merchant): merchant
        case .keyCreated, .keyUsed, .keyRevoked, .signedIn, .logoChanged: nil
        }
    }
}
