import Checkout
import Cryptography
import HeapModule
import WriteAheadLog

/// Telling merchants: what is raised, when it is due, and what came of it.
extension Shard {
    /// The events of a command, and behind them what is to be told of sessions that they end, and of subscriptions.
    func addingRaised(to events: [Event]) -> [Event] {
        var all = events
        for event in events {
            guard let id = raised(by: event.fact), let session = state.session(id.session),
                context.audience.contains(session.merchant, session.keyMode)
            else {
                continue
            }
            all.append(Event(at: event.at, .deliveryChanged(id, .raised)))
        }
        return all
    }

    /// What there is to be told of a fact, before it is applied.
    private func raised(by fact: Fact) -> EventID? {
        switch fact {
        case .sessionChanged(let id, let change):
            change.isFinal ? EventID(of: id) : nil
        case .subscriptionStepped(let id, let next):
            next.newsCount > state.subscription(of: id)?.subscription.newsCount ?? 0
                ? EventID(of: id, number: UInt32(next.newsCount)) : nil
        case .sessionCreated, .sessionsLeft, .idempotencyKeyUsed, .idempotencyKeysLapsed, .deliveryChanged,
            .paymentStepped, .eventsLeft, .directoryChanged:
            nil
        }
    }

    /// Gives the outlet what is due, once it is durable; true if there is more.
    @discardableResult
    func sendDueEvents(at now: Timestamp) -> Bool {
        guard let outlet = context.outlet else {
            return false
        }
        var due: [StoredEvent] = []
        var looked = 0
        while let next = state.dueEvents.min, next.at <= now, looked < Limits.dueEventsPerRecord {
            state.dueEvents.removeMin()
            looked += 1
            guard let event = state.event(next.subject), event.state.nextAttemptAt == next.at,
                eventsUnderWay.insert(next.subject).inserted
            else {
                continue
            }
            due.append(event)
        }
        if let last = due.map(\.lastSequence).max() {
            gate.hold(until: last, of: context.log) { [due] in outlet.take(due) }
        }
        return looked == Limits.dueEventsPerRecord
    }

    /// Puts down what came of an event that was under way; false if that cannot be logged now.
    ///
    /// What has left meanwhile, with its session, is passed over.
    func record(_ report: DeliveryReport, of id: EventID) -> Bool {
        guard let event = state.event(id), event.state.status == .pending else {
            eventsUnderWay.remove(id)
            return true
        }
        let now = context.clock.now()
        let change: DeliveryEvent =
            switch report {
            case .attempted(let attempt, let retryAfterSeconds):
                DeliveryRules.decide(
                    attempt,
                    retryAfterSeconds: retryAfterSeconds,
                    on: event.state,
                    at: now,
                    random: context.random.next64()
                )
            case .noDestination:
                .canceled
            }
        // From the reserve, since what a merchant has acknowledged must not be sent again.
        guard case .success = record([Event(at: now, .deliveryChanged(id, change))], at: now, from: .reserve) else {
            return false
        }
        eventsUnderWay.remove(id)
        return true
    }

    /// The event if it is this merchant's and of this mode; another's looks like none.
    func findEvent(_ id: EventID, _ merchant: MerchantID, _ keyMode: KeyMode) -> StoredEvent? {
        find(id.session, merchant, keyMode).flatMap { _ in state.event(id) }
    }

    /// Sends an event again, now and from the schedule's beginning; nil if it cannot be logged.
    ///
    /// One that is just being sent is left at that.
    func resend(_ event: StoredEvent) -> StoredEvent? {
        let id = event.id
        guard !eventsUnderWay.contains(id) else {
            return event
        }
        let now = context.clock.now()
        guard case .success = record([Event(at: now, .deliveryChanged(id, .resent))], at: now, from: .ordinary) else {
            return nil
        }
        defer { sendDueEvents(at: now) }
        return state.event(id)
    }

    /// Sends again what has failed at `time` or later, or come to nothing for want of a destination, among a turn's
    /// events from the place `upTo` down; one record holds all of them.
    func resendFailed(
        _ merchant: MerchantID,
        _ keyMode: KeyMode,
        since time: Timestamp,
        upTo place: UInt64
    ) -> Result<ResendTurn, Unavailability> {
        var turn = ResendTurn()
        var failed: [EventID] = []
        var looked = 0
        state.eventListings[ListingKey(merchant: merchant, keyMode: keyMode)]?
            .walk(from: place) { event in
                guard looked < Limits.eventsPerResendTurn, failed.count < Limits.dueEventsPerRecord else {
                    turn.next = event.place
                    return false
                }
                looked += 1
                let isUntold = event.state.status == .failed || event.state.status == .canceled
                if isUntold, let endedAt = event.state.endedAt, endedAt >= time {
                    failed.append(event.id)
                }
                return true
            }
        guard !failed.isEmpty else { return .success(turn) }
        let now = context.clock.now()
        switch record(failed.map { Event(at: now, .deliveryChanged($0, .resent)) }, at: now, from: .ordinary) {
        case .success(let sequence): turn.sequence = sequence
        case .failure(let reason): return .failure(reason)
        }
        turn.resent = failed.count
        sendDueEvents(at: now)
        return .success(turn)
    }

    /// Looks through at most `looks` events from the place `upTo` down.
    func page(of query: EventQuery, upTo place: UInt64, looks: Int) -> PagePart<StoredEvent> {
        var part = PagePart<StoredEvent>(durableFrom: state.lastRemoval)
        if let id = query.filters.session {
            guard find(id, query.merchant, query.keyMode) != nil else {
                return part
            }
            let events = state.events(of: id).filter { $0.place <= place && query.filters.matches($0) }
            part.elements = Array(events.prefix(query.limit + 1))
            part.durableFrom = max(part.durableFrom, part.elements.map(\.lastSequence).max() ?? 0)
            return part
        }
        let listing = state.eventListings[ListingKey(merchant: query.merchant, keyMode: query.keyMode)]
        listing?.look(from: place, limit: query.limit, looks: looks, into: &part, for: query.filters.matches)
        return part
    }
}
