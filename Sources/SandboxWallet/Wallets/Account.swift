/// A wallet: whose it is, what it holds, how it behaves, which keys it publishes.
struct Account: Sendable {
    /// The path of its address below the base URL, such as `alice`.
    let name: String

    /// What people see.
    let publicName: String

    /// What it counts in; its balance stands in the ledger.
    let asset: Asset

    /// How it behaves.
    let manner: Manner

    /// The fee on top of what a payment delivers, in percent.
    let feePercent: UInt64

    /// What it has at the start.
    let opening: UInt64

    /// The keys it publishes, by which others know its requests.
    var keys: [JSONWebKey] = []

    /// The path of its authorization server, without a slash at its end; empty for one at the bare root.
    ///
    /// Wallets whose manner concerns the authorization server have one of their own, since a request for a quote does
    /// not say which wallet it is about.
    var authorizationPath: String {
        switch manner {
        case .honest, .broke, .partial, .slow, .denies, .approves, .staleQuotes, .refusesLists, .spentLimits,
            .briefTokens, .privateServer, .bigDocument, .redirects, .foreignID:
            "/auth"
        case .flaky, .limited, .losesReplies, .foreignContinue: "/auth/\(name)"
        case .bareRoot: ""
        }
    }
}
