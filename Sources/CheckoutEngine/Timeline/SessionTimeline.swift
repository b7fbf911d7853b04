import Checkout

/// What is known of a session's way, in the order in which it happened.
///
/// The engine keeps states, not a history: so it tells what the states remember. How often somebody has looked at the
/// pay page, and when an event was sent again by hand, is not among it.
enum SessionTimeline {
    /// The entries of a session and of what belongs to it, oldest first.
    static func entries(
        of session: StoredSession,
        _ payment: StoredPayment?,
        _ event: StoredEvent?
    ) -> [TimelineEntry] {
        var entries = [TimelineEntry(at: session.createdAt, what: .created)]
        entries += self.entries(of: payment?.moments ?? [])
        if let endedAt = session.state.endedAt, let end = end(of: session.state.status) {
            entries.append(TimelineEntry(at: endedAt, what: end))
        }
        if let event { entries += self.entries(of: event) }
        // What happened in one second stays in the order in which it comes about.
        return entries.enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
    }

    private static func end(of status: SessionStatus) -> TimelineEntry.What? {
        switch status {
        case .completed: .completed
        case .expired: .expired
        case .canceled: .canceled
        case .open, .preparing, .awaitingApproval, .processing: nil
        }
    }

    private static func entries(of moments: [PaymentMoment]) -> [TimelineEntry] {
        var entries: [TimelineEntry] = []
        var previous: PaymentMoment?
        for moment in moments {
            if let wallet = moment.wallet {
                entries.append(
                    TimelineEntry(at: moment.at, what: .walletNamed(attempt: moment.attempt, wallet: wallet))
                )
            }
            let known = previous?.attempt == moment.attempt ? previous : nil
            if let what = what(moment, after: known) { entries.append(TimelineEntry(at: moment.at, what: what)) }
            previous = moment
        }
        return entries
    }

    private static func what(_ moment: PaymentMoment, after known: PaymentMoment?) -> TimelineEntry.What? {
        switch moment.stage {
        case .preparing: nil
        case .awaitingConsent: .consentRequested(attempt: moment.attempt)
        case .continuing: .consentGiven(attempt: moment.attempt)
        case .charging: .paymentOrdered(attempt: moment.attempt)
        case .processing: .paymentAccepted(attempt: moment.attempt)
        case .closing, .ended, .closed:
            // A decision is told once; the stages behind it only tell the wallets.
            moment.outcome.flatMap { outcome in
                outcome == known?.outcome
                    ? nil : .attemptEnded(attempt: moment.attempt, outcome, moment.failure)
            }
        }
    }

    private static func entries(of event: StoredEvent) -> [TimelineEntry] {
        var entries = [TimelineEntry(at: event.raisedAt, what: .eventRaised(event.type))]
        for (number, attempt) in event.state.numberedAttempts {
            entries.append(TimelineEntry(at: attempt.startedAt, what: .deliveryAttempted(number: number, attempt)))
        }
        if let endedAt = event.state.endedAt {
            entries.append(TimelineEntry(at: endedAt, what: .deliveryEnded(event.state.status)))
        }
        return entries
    }
}
