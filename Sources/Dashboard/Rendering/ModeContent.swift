import Checkout
import Pages

/// The way from one mode to the other.
struct ModeContent: BodyContent {
    let title: String
    let modeTitle: HTMLText

    /// The mode that is asked for.
    let wantedMode: HTMLText

    /// How keys of it begin.
    let keyPrefix: HTMLText

    /// Whether a key has still to be shown.
    let needsKey: Bool

    let modeFormPath: HTMLText
    let modeProblem: HTMLText?

    var section: Section? { nil }
    var body: PageBody { .mode(self) }

    init(_ member: Member, _ paths: DashboardPaths, problem: String?) {
        let wanted: KeyMode = member.keyMode.isLive ? .test : .live
        title = "Look at \(wanted.text) mode"
        modeTitle = HTMLText(title)
        wantedMode = HTMLText(wanted.text.description)
        keyPrefix = HTMLText("sk_\(wanted.text)_")
        needsKey = !member.signIn.hasBothModes
        modeFormPath = HTMLText(paths.mode)
        modeProblem = problem.map(HTMLText.init)
    }

    static let otherMerchant = "This key is another merchant's. Sign out first to look at that one's dashboard."

    /// A key of the mode that is looked at already.
    static func sameMode(_ wanted: KeyMode) -> String {
        "This key is not one for \(wanted.text) mode, which begin with sk_\(wanted.text)_."
    }
}
