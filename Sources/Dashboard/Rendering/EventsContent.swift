import Checkout
import CheckoutEngine
import Pages

/// A page of what a merchant's server was told.
struct EventsContent: BodyContent {
    /// A line of the list.
    struct Row: Sendable {
        let eventPath: HTMLText
        let raisedAt: TimeContent
        let eventType: HTMLText
        let stateName: HTMLText
        let stateClass: HTMLText
        let attemptCount: HTMLText
        let nextAttempt: TimeContent?
        let lastOutcome: HTMLText?
    }

    let eventsPath: HTMLText
    let stateChoices: [ChoiceContent]
    let typeChoices: [ChoiceContent]
    let isFiltered: Bool
    let filterProblem: HTMLText?
    let rows: [Row]
    let hasRows: Bool
    let emptyText: HTMLText?
    let olderPath: HTMLText?
    let newestPath: HTMLText?

    /// Where to all of this is sent; nil for nowhere.
    let destinationURL: HTMLText?

    /// Why nothing is sent, though there is a destination.
    let disabledReason: HTMLText?

    let settingsPath: HTMLText

    /// Where all that failed is sent again.
    let resendPath: HTMLText

    /// From which day on, as it stands in the field.
    let sinceDay: HTMLText

    let sinceProblem: HTMLText?

    var title: String { "Webhooks" }
    var section: Section? { .webhooks }
    var body: PageBody { .events(self) }

    /// What was found of what was asked for; nil where nothing was looked for, since the question is wrong.
    init(
        _ query: EventsQueryFields,
        _ found: Page<StoredEvent>?,
        _ member: Member,
        since: String? = nil,
        sinceProblem: String? = nil,
        _ paths: DashboardPaths
    ) {
        eventsPath = HTMLText(paths.webhooks)
        stateChoices = DeliveryStatus.allCases.map {
            ChoiceContent(
                choiceValue: HTMLText($0.text.description),
                choiceName: HTMLText($0.name),
                isChosen: $0 == query.status
            )
        }
        typeChoices = WebhookEventType.allCases.map {
            let name = HTMLText($0.text.description)
            return ChoiceContent(choiceValue: name, choiceName: name, isChosen: $0 == query.type)
        }
        isFiltered = query.isFiltered
        filterProblem = query.problem.map(HTMLText.init)
        rows = (found?.elements ?? []).map { Row($0, paths) }
        hasRows = !rows.isEmpty
        emptyText = Self.emptyText(query, found).map(HTMLText.init)
        olderPath = (found?.next).map { HTMLText("\(paths.webhooks)?\(query.query(before: $0))") }
        let first = query.query(before: nil)
        newestPath = query.before == nil ? nil : HTMLText(first.isEmpty ? paths.webhooks : "\(paths.webhooks)?\(first)")
        let settings = member.merchant[member.keyMode]
        destinationURL = settings.webhookURL.map(HTMLText.init)
        disabledReason = settings.webhook.disabledReason.map(HTMLText.init)
        settingsPath = HTMLText(paths.settings)
        resendPath = HTMLText(paths.resendFailed)
        sinceDay = HTMLText(since ?? CalendarDay(of: member.now).text)
        self.sinceProblem = sinceProblem.map(HTMLText.init)
    }

    private static func emptyText(_ query: EventsQueryFields, _ found: Page<StoredEvent>?) -> String? {
        guard let found, found.elements.isEmpty else { return nil }
        if query.isFiltered || query.before != nil { return "No event fits." }
        return "Nothing was told yet: events are raised when sessions end, if there is a webhook URL."
    }
}

extension EventsContent.Row {
    fileprivate init(_ event: StoredEvent, _ paths: DashboardPaths) {
        eventPath = HTMLText(paths.event(event.id))
        raisedAt = TimeContent(event.raisedAt)
        eventType = HTMLText(event.type.text.description)
        stateName = HTMLText(event.state.status.name)
        stateClass = HTMLText(event.state.status.weight)
        attemptCount = HTMLText(Amounts.count(event.state.attemptCount))
        nextAttempt = event.state.nextAttemptAt.map(TimeContent.init)
        lastOutcome = event.state.attempts.last.map { HTMLText($0.outcome) }
    }
}
