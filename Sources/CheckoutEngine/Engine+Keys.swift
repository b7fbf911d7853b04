package import Checkout
import Cryptography

/// API keys, as their merchants make and revoke them.
extension Engine {
    /// Makes a key of a merchant, and returns it with its text, which is shown this one time, once it is durable.
    ///
    /// Throws a `DirectoryViolation`, or an `Unavailability`.
    package func createKey(
        of merchant: MerchantID,
        _ keyMode: KeyMode,
        name: String?
    ) async throws -> (key: APIKey, secret: APIKeySecret) {
        let made = newKey(of: merchant, keyMode, name: name)
        try await directory.submit(.createKey(made.key))
        return made
    }

    /// A key that nobody has taken in yet.
    package func newKey(
        of merchant: MerchantID,
        _ keyMode: KeyMode,
        name: String?
    ) -> (key: APIKey, secret: APIKeySecret) {
        let secret = APIKeySecret(keyMode: keyMode, first: random.next128(), second: random.next128())
        let key = APIKey(
            id: KeyID(number: random.next64()),
            merchant: merchant,
            keyMode: keyMode,
            name: name,
            digest: secret.digest,
            lastFour: secret.lastFour,
            createdAt: clock.now()
        )
        return (key, secret)
    }

    /// Lets a merchant's key open nothing from now on, and ends who follows under it; another's looks like none.
    ///
    /// Throws a `DirectoryViolation`, or an `Unavailability`.
    package func revokeKey(_ id: KeyID, of merchant: MerchantID) async throws {
        guard directory.current.key(id)?.merchant == merchant else { throw DirectoryViolation.keyUnknown(id) }
        try await directory.submit(.revokeKey(id))
    }
}
