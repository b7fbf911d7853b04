import Bytes
import Checkout
import CheckoutEngine
import Pages
import Webhooks

/// An event with what was sent and what came back, try by try.
struct EventContent: BodyContent {
    /// One try.
    struct Exchange: Sendable {
        let exchangeTitle: HTMLText
        let exchangeTime: TimeContent
        let exchangeOutcome: HTMLText
        let exchangeDuration: HTMLText

        /// The request line and header fields, as far as they are known now.
        let requestHead: HTMLText

        /// Whether something is missing there, since the settings were changed.
        let isPartlyKnown: Bool

        let requestBody: HTMLText

        /// The beginning of the answer; nil for an empty one.
        let answerBody: HTMLText?
    }

    let eventID: HTMLText
    let eventType: HTMLText
    let stateName: HTMLText
    let stateClass: HTMLText
    let raisedAt: TimeContent
    let nextAttempt: TimeContent?
    let sessionPath: HTMLText
    let sessionID: HTMLText
    let resendPath: HTMLText
    let exchanges: [Exchange]
    let hasExchanges: Bool

    var title: String { "Event" }
    var section: Section? { .webhooks }
    var body: PageBody { .event(self) }

    init(_ event: StoredEvent, _ requests: [SentRequest?], _ paths: DashboardPaths) {
        eventID = HTMLText(event.id.text)
        eventType = HTMLText(event.type.text.description)
        stateName = HTMLText(event.state.status.name)
        stateClass = HTMLText(event.state.status.weight)
        raisedAt = TimeContent(event.raisedAt)
        nextAttempt = event.state.nextAttemptAt.map(TimeContent.init)
        sessionPath = HTMLText(paths.session(event.session.id))
        sessionID = HTMLText(event.session.id.text)
        resendPath = HTMLText(paths.resend(event.id))
        // The newest first: that is the one somebody looks for.
        exchanges = zip(event.state.numberedAttempts, requests)
            .map { Exchange($0.attempt, $1, number: $0.number) }
            .reversed()
        hasExchanges = !exchanges.isEmpty
    }
}

extension EventContent.Exchange {
    fileprivate init(_ attempt: DeliveryAttempt, _ request: SentRequest?, number: Int) {
        exchangeTitle = HTMLText("Attempt \(number)")
        exchangeTime = TimeContent(attempt.startedAt)
        exchangeOutcome = HTMLText(attempt.outcome)
        exchangeDuration = HTMLText("\(Amounts.count(Int(clamping: attempt.durationMilliseconds))) ms")
        let line = "POST \(request?.url ?? "(the URL was changed since)")"
        let fields = (request?.headers ?? []).map { "\($0.name): \($0.value)" }
        requestHead = HTMLText(([line] + fields).joined(separator: "\n"))
        isPartlyKnown = request?.url == nil
        requestBody = HTMLText(String(decoding: request?.body ?? [], as: UTF8.self))
        answerBody = attempt.response.isEmpty ? nil : HTMLText(attempt.response)
    }
}
