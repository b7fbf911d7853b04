import Checkout
import CheckoutEngine
import Pages
import PaymentFlows

/// A subscription with what is known of it.
struct SubscriptionContent: BodyContent {
    let subscriptionID: HTMLText
    let price: HTMLText
    let subscriptionName: HTMLText
    let subscriptionClass: HTMLText
    let facts: [FactContent]
    let sessionPath: HTMLText
    let sessionID: HTMLText

    /// Where it can be ended; nil once it has ended.
    let cancelPath: HTMLText?

    var title: String { "Subscription" }
    var section: Section? { .subscriptions }
    var body: PageBody { .subscription(self) }

    /// Nil only for one whose session this program has not rendered.
    init?(_ stored: StoredSubscription, _ paths: DashboardPaths) {
        guard let contents = SessionContents(of: stored.session) else { return nil }
        let subscription = stored.subscription
        subscriptionID = HTMLText(stored.id.text)
        price = HTMLText(stored.price(contents))
        subscriptionName = HTMLText(subscription.status.name)
        subscriptionClass = HTMLText(subscription.status.weight)
        sessionPath = HTMLText(paths.session(stored.session.id))
        sessionID = HTMLText(stored.session.id.text)
        cancelPath = subscription.status == .canceled ? nil : HTMLText(paths.canceling(stored.id))
        var facts: [FactContent] = [
            .text("For", contents.order.items.first?.name ?? ""),
            .time("Begun", TimeContent(subscription.createdAt)),
            .text("Periods paid", Amounts.count(subscription.cyclesPaid)),
            .time("This period began", TimeContent(subscription.period.start)),
            .time("It ends", TimeContent(subscription.period.end)),
            .text("It is paid", subscription.isPeriodPaid ? "Yes" : "No"),
        ]
        if let next = subscription.nextChargeAt { facts.append(.time("Next charge", TimeContent(next))) }
        if let wallet = stored.session.state.customerWallet { facts.append(.link("Customer’s wallet", wallet)) }
        if let reference = contents.clientReferenceID { facts.append(.text("Your reference", reference)) }
        if let cancellation = subscription.cancellation {
            facts.append(.time("Canceled", TimeContent(cancellation.at)))
            facts.append(.text("Why", cancellation.reason.sentence))
        }
        self.facts = facts
    }
}

extension CancelReason {
    /// Why, in words for the merchant.
    fileprivate var sentence: String {
        switch self {
        case .merchant: "You have canceled it"
        case .customer: "The customer has revoked the approval at the wallet"
        case .wallet: "The wallet’s approval is lost"
        case .unpaid: "Several periods in a row were not paid"
        }
    }
}
