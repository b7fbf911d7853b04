import Checkout
import Pages
import PaymentFlows

extension OrderContent {
    /// The order of a session, in a customer's words.
    init(of view: PaymentView, in words: PageWords, _ paths: PagePaths, at now: Timestamp) {
        let order = view.order
        merchant = HTMLText(view.merchantName)
        logo = view.logo.map { Logo($0, at: paths.logo(view.session)) }
        initial = HTMLText(String(view.merchantName.prefix(1)).uppercased())
        title = HTMLText(words.title(of: view))
        itemsTitle = HTMLText(words.phrases[.order])
        total = order.total.map { HTMLText(words.amounts.text($0, order.currency)) }
        if case .subscription(let recurring) = order.purpose {
            interval = HTMLText(words.interval(recurring))
            totalTitle = HTMLText(words.phrases[.firstPayment])
        } else {
            interval = nil
            totalTitle = HTMLText(words.phrases[.total])
        }
        items = order.items.map { Item($0, of: order, in: words) }
        let count = order.items.count
        folded =
            count > Limits.unfoldedItems
            ? HTMLText(words.phrases(.itemCount, ["count": words.amounts.count(Int64(count))])) : nil
        timeLeft = view.stage.endsWithTime ? words.timeLeft(view.expiresAt - now).map(HTMLText.init) : nil
    }
}

extension OrderContent.Logo {
    fileprivate init(_ logo: MerchantLogo, at path: String) {
        logoPath = HTMLText(path)
        logoWidth = HTMLText(String(logo.width))
        logoHeight = HTMLText(String(logo.height))
    }
}

extension OrderContent.Item {
    fileprivate init(_ item: LineItem, of order: PaymentOrder, in words: PageWords) {
        name = HTMLText(item.name)
        description = item.description.flatMap { $0.isEmpty ? nil : HTMLText($0) }
        let unitAmount = item.unitAmount ?? order.chosenAmount
        let price = unitAmount.map { words.amounts.text($0, order.currency) }
        let values: KeyValuePairs = ["count": words.amounts.count(item.quantity), "price": price ?? "…"]
        quantity = item.quantity == 1 ? nil : HTMLText(words.phrases(.quantity, values))
        amount = HTMLText(
            unitAmount.map { words.amounts.text($0 * item.quantity, order.currency) } ?? words.phrases[.chosenByYou]
        )
    }
}

extension PaymentStage {
    /// Whether the session's deadline still counts.
    fileprivate var endsWithTime: Bool {
        switch self {
        case .open, .preparing, .offered, .awaitingApproval: true
        case .notPayable, .outOfAttempts, .processing, .partiallyPaid, .completed, .expired, .canceled: false
        }
    }
}
