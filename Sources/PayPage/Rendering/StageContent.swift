import Pages

/// Where the payment stands and what can be done.
struct StageContent: Sendable {
    /// Lines of a receipt or an offer.
    struct Summary: Sendable {
        let facts: [Fact]
    }

    /// One of these lines.
    struct Fact: Sendable {
        /// How much it matters: the style sheet's name for it.
        enum Weight: String, Sendable {
            case main
            case plain
            case fine
        }

        let name: HTMLText
        let value: HTMLText
        let weight: Weight
    }

    /// A link.
    struct Link: Sendable {
        let address: HTMLText
        let label: HTMLText

        /// Whether there is a better way on.
        var isQuiet = false
    }

    /// Tells one stage from the next: what the page's script compares.
    let name: HTMLText

    var title: HTMLText

    /// Where the script asks for the stage, while it may change by itself.
    var statusPath: HTMLText?

    /// For how many seconds it need not ask: until the session's time is up, where nothing else may change it.
    var secondsLeft: HTMLText?

    /// Whether something is under way.
    var isBusy = false

    /// Whether all has gone well.
    var isDone = false

    /// Whether nothing can be done here any more.
    var isHalted = false

    /// What went wrong last.
    var problem: HTMLText?

    /// What has happened meanwhile.
    var note: HTMLText?

    var text: HTMLText?
    var summary: Summary?
    var walletForm: WalletFormContent?
    var approvalForm: FormContent?

    /// Asks for another offer of the same wallet.
    var retryForm: FormContent?

    /// The way on, where it is no form.
    var link: Link?

    var restartForm: FormContent?

    /// The way back to the shop.
    var back: Link?

    /// A stage of which only this is said yet.
    init(name: String, title: String) {
        self.name = HTMLText(name)
        self.title = HTMLText(title)
    }
}
