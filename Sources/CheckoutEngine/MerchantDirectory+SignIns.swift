package import Checkout
package import Cryptography

/// Who has signed in to the dashboard.
extension MerchantDirectory {
    /// Whether a key opens anything: there, and not revoked.
    ///
    /// Any thread; asked on every request of somebody who has signed in, so that revoking ends that at once.
    package nonisolated func isActive(_ key: KeyID) -> Bool {
        current.key(key).map { $0.revokedAt == nil } ?? false
    }

    /// Notes that somebody has signed in with a key; nobody waits for it.
    ///
    /// Any thread. Texts that a stranger has sent are cut to what is kept.
    package nonisolated func noteSignIn(_ key: APIKey, from address: String, browser: String) {
        note { .noteSignIn(SignIn(key: key.id, at: $0, address: address, browser: browser)) }
    }

    /// Counts that somebody has presented a key that was revoked, in memory alone: strangers must not fill the log.
    ///
    /// Any thread. A key that nobody knows is nobody's, and is not counted.
    package nonisolated func noteRefusedSignIn(_ digest: SHA256Digest, from address: String) {
        guard let key = current.revokedKey(digest: digest) else { return }
        refuse(SignIn(key: key.id, at: now, address: address, browser: ""), of: key.merchant)
    }
}
