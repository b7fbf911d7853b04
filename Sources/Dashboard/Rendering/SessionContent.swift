import Checkout
import CheckoutEngine
import Pages
import PaymentFlows

/// A session with everything that is known of it.
struct SessionContent: BodyContent {
    /// A line of the order.
    struct Item: Sendable {
        let itemName: HTMLText
        let itemDescription: HTMLText?
        let unitPrice: HTMLText
        let quantity: HTMLText
        let itemTotal: HTMLText
    }

    /// Something that happened.
    struct Moment: Sendable {
        let momentTime: TimeContent
        let momentText: HTMLText
        let momentDetail: HTMLText?
    }

    let sessionID: HTMLText

    /// Where the page hears of what is new.
    let livePath: HTMLText
    let total: HTMLText
    let status: StatusContent
    let facts: [FactContent]
    let items: [Item]
    let payment: [FactContent]
    let hasPayment: Bool
    let metadata: [FactContent]
    let hasMetadata: Bool
    let moments: [Moment]
    let delivery: DeliveryContent?

    /// The customers' page; nil where nobody can pay any more.
    let payLink: LinkContent?

    /// Where the session can be ended; nil once that is not possible any more.
    let expirePath: HTMLText?
    let cancelPath: HTMLText?

    var title: String { "Session" }
    var section: Section? { .payments }
    var body: PageBody { .session(self) }

    /// Nil only for a session that this program has not rendered.
    init?(
        _ payment: SessionPayment,
        _ timeline: [TimelineEntry],
        _ event: StoredEvent?,
        live: String,
        _ paths: DashboardPaths
    ) {
        let session = payment.session
        let state = session.state
        guard let contents = SessionContents(of: session) else { return nil }
        let currency = contents.order.currency
        sessionID = HTMLText(session.id.text)
        livePath = HTMLText(live)
        total = HTMLText(state.amountTotal.map { Amounts.text($0, currency) } ?? "The donor chooses")
        status = StatusContent(state)
        facts = Self.facts(of: session, contents)
        items = contents.order.items.map { Item($0, total: state.amountTotal, currency) }
        self.payment = Self.facts(of: payment)
        hasPayment = !self.payment.isEmpty
        metadata = contents.metadata.map { .text($0.key, $0.value) }
        hasMetadata = !metadata.isEmpty
        moments = timeline.map(Moment.init)
        delivery = event.map { DeliveryContent($0) }
        payLink = state.status.isStoppable ? LinkContent(contents.url) : nil
        let isStoppable = state.status.isStoppable
        expirePath = isStoppable ? HTMLText(paths.change(session.id, .expire)) : nil
        cancelPath = isStoppable ? HTMLText(paths.change(session.id, .cancel)) : nil
    }
}

extension SessionContent.Item {
    fileprivate init(_ item: LineItem, total: Int64?, _ currency: Currency) {
        itemName = HTMLText(item.name)
        itemDescription = item.description.flatMap { $0.isEmpty ? nil : HTMLText($0) }
        quantity = HTMLText(Amounts.count(Int(item.quantity)))
        guard let unitAmount = item.unitAmount ?? total else {
            (unitPrice, itemTotal) = (HTMLText("Donor chooses"), HTMLText("Donor chooses"))
            return
        }
        unitPrice = HTMLText(Amounts.text(unitAmount, currency))
        itemTotal = HTMLText(Amounts.text(unitAmount * item.quantity, currency))
    }
}
