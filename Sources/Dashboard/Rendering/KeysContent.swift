import Checkout
import Pages

/// A merchant's keys of one mode.
struct KeysContent: BodyContent {
    /// A line of the list.
    struct Row: Sendable {
        let keyName: HTMLText
        let keyEnd: HTMLText
        let madeAt: TimeContent
        let usedAt: TimeContent?
        let revokedAt: TimeContent?

        /// Where it is revoked; nil once it is.
        let revokePath: HTMLText?

        /// What a key is called where several have the same name.
        let rowLabel: HTMLText

        /// Whether this is the key of the sign-in.
        let isOwn: Bool
    }

    /// The key that was just made.
    struct Made: Sendable {
        let madeKey: HTMLText
        let madeName: HTMLText
    }

    let keysPath: HTMLText
    let keyMode: HTMLText
    let rows: [Row]
    let made: Made?
    let nameProblem: HTMLText?
    let typedName: HTMLText

    var title: String { "API keys" }
    var section: Section? { .keys }
    var body: PageBody { .keys(self) }

    static let wrongName =
        "Please give the key a name of 1 to \(Checkout.Limits.keyNameCharacters.upperBound) characters."

    init(
        _ keys: [APIKey],
        _ member: Member,
        made: MadeKey?,
        problem: String?,
        name: String,
        _ paths: DashboardPaths
    ) {
        keysPath = HTMLText(paths.keys)
        keyMode = HTMLText(member.keyMode.text.description)
        // Those that open something come first, the newest of them on top.
        let sorted = keys.filter { $0.revokedAt == nil }.reversed() + keys.filter { $0.revokedAt != nil }.reversed()
        rows = sorted.map { Row($0, own: member.signIn.keys[member.keyMode], paths) }
        self.made = made.map { Made(madeKey: HTMLText($0.text), madeName: HTMLText($0.name)) }
        nameProblem = problem.map(HTMLText.init)
        typedName = HTMLText(name)
    }
}

extension KeysContent.Row {
    fileprivate init(_ key: APIKey, own: KeyID?, _ paths: DashboardPaths) {
        let name = key.name.flatMap { $0.isEmpty ? nil : $0 } ?? "Without a name"
        keyName = HTMLText(name)
        keyEnd = HTMLText("sk_\(key.keyMode.text)_…\(key.lastFour)")
        madeAt = TimeContent(key.createdAt)
        usedAt = key.lastUsedAt.map(TimeContent.init)
        revokedAt = key.revokedAt.map(TimeContent.init)
        revokePath = key.revokedAt == nil ? HTMLText(paths.revoking(key.id)) : nil
        rowLabel = HTMLText("\(name), …\(key.lastFour)")
        isOwn = key.id == own
    }
}
