import Checkout
import CheckoutEngine
import Pages
import PaymentFlows

/// A page of a merchant's subscriptions.
struct SubscriptionsContent: BodyContent {
    /// A line of the list.
    struct Row: Sendable {
        let subscriptionPath: HTMLText
        let begunAt: TimeContent
        let price: HTMLText
        let subscriptionName: HTMLText
        let subscriptionClass: HTMLText
        let goods: HTMLText
        let wallet: HTMLText?
        let nextCharge: TimeContent?
    }

    let subscriptionsPath: HTMLText
    let statusChoices: [ChoiceContent]
    let filterProblem: HTMLText?
    let rows: [Row]
    let hasRows: Bool
    let emptyText: HTMLText?
    let olderPath: HTMLText?
    let newestPath: HTMLText?

    var title: String { "Subscriptions" }
    var section: Section? { .subscriptions }
    var body: PageBody { .subscriptions(self) }

    /// What was found of what was asked for; nil where nothing was looked for, since the question is wrong.
    init(_ query: SubscriptionsQueryFields, _ found: Page<StoredSubscription>?, _ paths: DashboardPaths) {
        subscriptionsPath = HTMLText(paths.subscriptions)
        statusChoices = SubscriptionStatus.allCases.map {
            ChoiceContent(
                choiceValue: HTMLText($0.text.description),
                choiceName: HTMLText($0.name),
                isChosen: $0 == query.status
            )
        }
        filterProblem = query.problem.map(HTMLText.init)
        rows = (found?.elements ?? []).compactMap { Row($0, paths) }
        hasRows = !rows.isEmpty
        let isAsked = query.status != nil || query.before != nil
        let text = isAsked ? "No subscription fits." : "There are no subscriptions yet."
        emptyText = found?.elements.isEmpty == true ? HTMLText(text) : nil
        olderPath = (found?.next).map { HTMLText("\(paths.subscriptions)?\(query.query(before: $0))") }
        let first = query.query(before: nil)
        newestPath = query.before == nil ? nil : HTMLText("\(paths.subscriptions)?\(first)")
    }
}

extension SubscriptionsContent.Row {
    /// A subscription in a line; nil only for one whose session this program has not rendered.
    fileprivate init?(_ stored: StoredSubscription, _ paths: DashboardPaths) {
        guard let contents = SessionContents(of: stored.session) else { return nil }
        subscriptionPath = HTMLText(paths.subscription(stored.id))
        begunAt = TimeContent(stored.subscription.createdAt)
        price = HTMLText(stored.price(contents))
        subscriptionName = HTMLText(stored.subscription.status.name)
        subscriptionClass = HTMLText(stored.subscription.status.weight)
        goods = HTMLText(contents.order.items.first?.name ?? "")
        wallet = stored.session.state.customerWallet.map { HTMLText($0.withoutScheme) }
        nextCharge = stored.subscription.nextChargeAt.map(TimeContent.init)
    }
}

extension StoredSubscription {
    /// What is charged, and how often.
    func price(_ contents: SessionContents) -> String {
        let amount = Amounts.text(session.state.amountTotal ?? 0, contents.order.currency)
        return "\(amount) \(subscription.schedule.recurring.text)"
    }
}

extension SubscriptionStatus {
    /// What people call it.
    var name: String {
        switch self {
        case .active: "Active"
        case .pastDue: "Past due"
        case .canceled: "Canceled"
        }
    }

    /// The class under which the style sheet has it.
    var weight: String {
        switch self {
        case .active: "done"
        case .pastDue: "alarm"
        case .canceled: "ended"
        }
    }
}
