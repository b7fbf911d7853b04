/// The wallets that a sandbox begins with.
enum SeedWallets {
    /// Cents of a US dollar.
    static let dollars = Asset(code: "USD", scale: 2)

    /// All of them, the merchant's first.
    static let all: [Account] = [
        account("shop", "Demo shop", opening: 0),
        account("alice", "Alice"),
        account("eve", "Eve", Asset(code: "EUR", scale: 2), feePercent: 1),
        account("yuki", "Yuki", Asset(code: "JPY", scale: 0)),
        account("nano", "Nano", Asset(code: "USD", scale: 9), opening: 10_000_000_000_000),
        account("broke", "Broke", .broke, opening: 0),
        account("partial", "Half-way", .partial),
        account("slow", "Slow", .slow),
        account("deny", "Always no", .denies),
        account("auto", "Always yes", .approves),
        account("flaky", "Flaky", .flaky),
        account("limited", "Limited", .limited),
        account("staleq", "Stale quotes", .staleQuotes),
        account("nolist", "No lists", .refusesLists),
        account("lostreply", "Lost replies", .losesReplies),
        account("capped", "Spent limits", .spentLimits),
        account("brief", "Brief tokens", .briefTokens),
        account("rootauth", "Root", .bareRoot),
        account(".well-known/pay", "The host itself"),
        account("ssrf", "Inward", .privateServer),
        account("bigdoc", "Big document", .bigDocument),
        account("redirect", "Redirect", .redirects),
        account("wrongid", "Somebody else", .foreignID),
        account("evilcontinue", "Lured away", .foreignContinue),
    ]

    private static func account(
        _ name: String,
        _ publicName: String,
        _ asset: Asset = dollars,
        _ manner: Manner = .honest,
        opening: UInt64 = 1_000_000,
        feePercent: UInt64 = 0
    ) -> Account {
        Account(
            name: name,
            publicName: publicName,
            asset: asset,
            manner: manner,
            feePercent: feePercent,
            opening: opening
        )
    }

    private static func account(
        _ name: String,
        _ publicName: String,
        _ manner: Manner,
        opening: UInt64 = 1_000_000
    ) -> Account {
        account(name, publicName, dollars, manner, opening: opening)
    }
}
