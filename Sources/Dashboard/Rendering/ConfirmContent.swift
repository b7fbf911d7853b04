import Checkout
import CheckoutEngine
import Pages

/// A question before something that cannot be taken back.
struct ConfirmContent: BodyContent {
    let title: String
    let question: HTMLText
    let consequence: HTMLText
    let confirmPath: HTMLText
    let confirmLabel: HTMLText
    let backPath: HTMLText
    let section: Section?

    var body: PageBody { .confirm(self) }

    private init(
        _ title: String,
        _ consequence: String,
        _ path: String,
        _ label: String,
        back: String,
        _ section: Section
    ) {
        self.title = title
        question = HTMLText(title)
        self.consequence = HTMLText(consequence)
        confirmPath = HTMLText(path)
        confirmLabel = HTMLText(label)
        backPath = HTMLText(back)
        self.section = section
    }

    /// Before a session ends.
    init(_ change: SessionChange, of session: StoredSession, _ paths: DashboardPaths) {
        let id = session.id
        let (verb, rest) =
            switch change {
            case .expire: ("Expire", "as if its time were up")
            case .cancel: ("Cancel", "because you call it off")
            }
        self.init(
            "\(verb) this session?",
            "The session \(id.text) ends now, \(rest). Nobody can pay it any more, and your webhook is told.",
            paths.change(id, change),
            "\(verb) the session",
            back: paths.session(id),
            .payments
        )
    }

    /// Before a subscription ends.
    init(canceling stored: StoredSubscription, _ paths: DashboardPaths) {
        self.init(
            "Cancel this subscription?",
            "The subscription \(stored.id.text) is charged no more, from now on and for good, and your webhook is "
                + "told. What was paid stays paid.",
            paths.canceling(stored.id),
            "Cancel the subscription",
            back: paths.subscription(stored.id),
            .subscriptions
        )
    }

    /// Before a key is revoked.
    init(revoking key: APIKey, _ member: Member, _ paths: DashboardPaths) {
        let own =
            member.signIn.keys.values.contains(key.id) ? " You are signed in with it, and will be signed out." : ""
        self.init(
            "Revoke this key?",
            "\(key.name ?? "The key") (sk_\(key.keyMode.text)_…\(key.lastFour)) opens nothing any more, from now on "
                + "and for good. Programs that use it fail.\(own)",
            paths.revoking(key.id),
            "Revoke the key",
            back: paths.keys,
            .keys
        )
    }
}
