/// What may be asked of the directory of merchants and keys.
package enum DirectoryCommand: Hashable, Sendable {
    /// Take in a merchant with its first keys, all of them or nothing.
    case createMerchant(Merchant, keys: [APIKey])
    /// Change a merchant, all changes or none.
    case updateMerchant(MerchantID, [MerchantChange])
    /// Take in a key.
    case createKey(APIKey)
    /// Let a key open nothing from now on.
    case revokeKey(KeyID)
    /// Note that a key was used; logged once an hour at most.
    case useKey(KeyID)
    /// Note that somebody has signed in to the dashboard; logged once a minute at most for a key and an address.
    case noteSignIn(SignIn)
    /// Give a merchant another logo, or none.
    case setLogo(MerchantID, MerchantLogo?)
}
