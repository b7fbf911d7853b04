/// What a wallet's owner has allowed, and takes back.
extension SandboxState {
    /// The grants that a wallet's owner has allowed and nobody has ended, in the order of asking.
    func permissions(ofWallet name: String) -> [Grant] {
        grants.values
            .filter {
                $0.walletName == name && $0.interaction != nil && ($0.phase == .approved || $0.phase == .finalized)
            }
            .sorted { ($0.interaction?.expiresAt ?? 0, $0.id) < ($1.interaction?.expiresAt ?? 0, $1.id) }
    }

    /// Ends a grant that a wallet's owner has allowed, and all its tokens; false if there is none of this name.
    ///
    /// What was ordered under it before goes on.
    mutating func revoke(_ id: String, ofWallet name: String, now: Int64) -> Bool {
        guard permissions(ofWallet: name).contains(where: { $0.id == id }) else { return false }
        end(id)
        log("revoked", name, id, at: now)
        return true
    }
}
