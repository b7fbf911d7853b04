import Checkout
import CheckoutEngine
import Pages
import PaymentFlows

/// A page of a merchant's sessions.
struct PaymentsContent: BodyContent {
    /// A line of the list.
    struct Row: Sendable {
        let sessionPath: HTMLText
        let createdAt: TimeContent
        let amount: HTMLText
        let status: StatusContent

        /// What is sold, in a few words.
        let goods: HTMLText

        let reference: HTMLText?
        let wallet: HTMLText?
    }

    let filterPath: HTMLText
    let search: HTMLText
    let statusChoices: [ChoiceContent]
    let kindChoices: [ChoiceContent]
    let firstDay: HTMLText
    let lastDay: HTMLText
    let isFiltered: Bool
    let filterProblem: HTMLText?
    let rows: [Row]
    let hasRows: Bool

    /// What is said in place of the list.
    let emptyText: HTMLText?

    /// How far back was looked, where a page is not full and that is not the end.
    let searchedBackTo: TimeContent?

    let olderPath: HTMLText?
    let newestPath: HTMLText?

    /// Where the first page hears of what is new; nil for the others.
    let livePath: HTMLText?

    var title: String { "Payments" }
    var section: Section? { .payments }
    var body: PageBody { .payments(self) }

    /// What was found of what was asked for; nil where nothing was looked for, since the question is wrong.
    init(_ query: PaymentsQuery, _ found: SearchPage?, live: String?, _ paths: DashboardPaths) {
        filterPath = HTMLText(paths.root)
        search = HTMLText(query.search)
        statusChoices = SessionStatus.allCases.map {
            ChoiceContent(
                choiceValue: HTMLText($0.text.description),
                choiceName: HTMLText($0.name),
                isChosen: $0 == query.status
            )
        }
        kindChoices = SessionMode.allCases.map {
            ChoiceContent(
                choiceValue: HTMLText($0.text.description),
                choiceName: HTMLText($0.name),
                isChosen: $0 == query.mode
            )
        }
        firstDay = HTMLText(query.firstDay)
        lastDay = HTMLText(query.lastDay)
        isFiltered = query.isFiltered
        filterProblem = query.problem.map(HTMLText.init)
        rows = (found?.sessions ?? []).compactMap { Row($0, paths) }
        hasRows = !rows.isEmpty
        emptyText = Self.emptyText(query, found).map(HTMLText.init)
        let isShort = (found?.sessions.count ?? 0) < Limits.pageLength
        searchedBackTo = isShort ? found?.searchedBackTo.map(TimeContent.init) : nil
        olderPath = (found?.next).map { HTMLText("\(paths.root)?\(query.query(before: $0))") }
        livePath = query.before == nil ? live.map(HTMLText.init) : nil
        let first = query.query(before: nil)
        newestPath = query.before == nil ? nil : HTMLText(first.isEmpty ? paths.root : "\(paths.root)?\(first)")
    }

    private static func emptyText(_ query: PaymentsQuery, _ found: SearchPage?) -> String? {
        guard let found, found.sessions.isEmpty else { return nil }
        if query.isFiltered || query.before != nil { return "No session fits." }
        return "There are no sessions yet. The first one that your shop creates stands here."
    }
}

extension PaymentsContent.Row {
    /// A session in a line; nil only for one that this program has not rendered.
    init?(_ session: StoredSession, _ paths: DashboardPaths) {
        guard let contents = SessionContents(of: session) else { return nil }
        sessionPath = HTMLText(paths.session(session.id))
        createdAt = TimeContent(session.createdAt)
        let total = session.state.amountTotal
        amount = HTMLText(total.map { Amounts.text($0, contents.order.currency) } ?? "Donor chooses")
        status = StatusContent(session.state)
        let items = contents.order.items
        let more = items.count > 1 ? " and \(Amounts.count(items.count - 1)) more" : ""
        goods = HTMLText((items.first?.name ?? "") + more)
        reference = contents.clientReferenceID.flatMap { $0.isEmpty ? nil : HTMLText($0) }
        wallet = session.state.customerWallet.map { HTMLText($0.withoutScheme) }
    }
}

extension SessionMode {
    /// What people call it.
    var name: String {
        switch self {
        case .payment: "Payment"
        case .subscription: "Subscription"
        case .donation: "Donation"
        }
    }
}
