import Checkout
import DequeModule
import HeapModule

/// Changes of events: what merchants are to be told, and what came of it.
extension ShardState {
    /// Applies what has happened to an event of a session that is here.
    mutating func apply(_ change: DeliveryEvent, of id: EventID, at time: Timestamp, sequence: UInt64, index: Int) {
        guard let event = event(id) else {
            raise(id, at: time, sequence: sequence, index: index)
            return
        }
        var state = event.state
        DeliveryRules.apply(change, at: time, to: &state)
        let changed = event.replacing(state: state, at: sequence)
        put(changed)
        eventListings[ListingKey(of: event.session)]?.replace(changed)
        forgetPending(event)
        tally(change, of: changed, at: time)
        schedule(changed)
        if changed.state.status != .pending {
            letSessionLeave(changed.session)
        }
    }

    /// Notes what time will do to an event.
    mutating func schedule(_ event: StoredEvent) {
        if let nextAttemptAt = event.state.nextAttemptAt {
            pendingEvents += 1
            tallyPending(1, of: event.session)
            dueEvents.insert(Deadline(at: nextAttemptAt, subject: event.id))
        } else if let endedAt = event.state.endedAt {
            eventDepartures.append(Departure(endedAt: endedAt, subject: event.id))
        }
    }

    /// Forgets the events whose deliveries ended at `time` or before.
    mutating func forgetEvents(endedThrough time: Timestamp) {
        while let departure = eventDepartures.first, departure.endedAt <= time {
            eventDepartures.removeFirst()
            // One that was sent again has ended later, or is still under way.
            if let endedAt = event(departure.subject)?.state.endedAt, endedAt <= time {
                forgetEvent(departure.subject)
            }
        }
    }

    /// Forgets an event, if it is there.
    mutating func forgetEvent(_ id: EventID) {
        guard let event = event(id) else {
            return
        }
        if id.number == 0 {
            stripes[slot(of: id.session)].events[id.session.random] = nil
        } else {
            stripes[slot(of: id.session)].subscriptionEvents[id] = nil
        }
        let key = ListingKey(of: event.session)
        eventListings[key]?.remove(event)
        if eventListings[key]?.count == 0 {
            eventListings[key] = nil
        }
        forgetPending(event)
    }

    private mutating func forgetPending(_ event: StoredEvent) {
        guard event.state.status == .pending else { return }
        pendingEvents -= 1
        tallyPending(-1, of: event.session)
    }

    /// Puts an event where it is found.
    mutating func put(_ event: StoredEvent) {
        let id = event.id
        if id.number == 0 {
            stripes[slot(of: id.session)].events[id.session.random] = event
        } else {
            stripes[slot(of: id.session)].subscriptionEvents[id] = event
        }
    }

    private mutating func raise(_ id: EventID, at time: Timestamp, sequence: UInt64, index: Int) {
        guard let session = session(id.session), let news = news(of: id, in: session) else {
            preconditionFailure("what merchants are told of has happened")
        }
        let event = StoredEvent(
            session: session,
            number: id.number,
            type: news.type,
            object: news.object,
            raisedAt: time,
            place: StoredEvent.place(of: sequence, index: index),
            lastSequence: sequence,
            state: DeliveryState(raisedAt: time)
        )
        put(event)
        eventListings[ListingKey(of: session), default: Listing()].append(event)
        schedule(event)
    }

    /// What is told by an event that is raised now; nil if there is nothing to tell.
    private func news(of id: EventID, in session: StoredSession) -> (type: WebhookEventType, object: [UInt8]?)? {
        guard id.number > 0 else {
            return WebhookEventType(of: session.state.status).map { ($0, nil) }
        }
        guard let stored = subscription(of: id.session), stored.subscription.newsCount == Int(id.number) else {
            return nil
        }
        return (WebhookEventType(of: stored.subscription.news), stored.rendering())
    }

    /// Puts a session among those that leave, if it was passed over while its merchant had not been told, or its
    /// payment or subscription was unfinished.
    mutating func letSessionLeave(_ session: StoredSession) {
        guard let endedAt = keptSince(session), departures.first.map({ $0.endedAt >= endedAt }) ?? true else {
            return
        }
        departures.prepend(Departure(endedAt: endedAt, subject: session.id))
    }

    /// From when on the time counts for which a final session is kept; nil while its subscription is not closed.
    func keptSince(_ session: StoredSession) -> Timestamp? {
        guard let endedAt = session.state.endedAt, let stored = subscription(of: session.id) else {
            return session.state.endedAt
        }
        return stored.subscription.closedAt.map { max($0, endedAt) }
    }
}
