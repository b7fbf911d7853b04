import Checkout
import DequeModule
import HeapModule

/// Changes of events: what merchants are to be told, and what came of it.
extension ShardState {
    /// Applies what has happened to the event of a session that is here.
    mutating func apply(_ change: DeliveryEvent, of id: SessionID, at time: Timestamp, sequence: UInt64, index: Int) {
        guard let event = event(of: id) else {
            raise(id, at: time, sequence: sequence, index: index)
            return
        }
        var state = event.state
        DeliveryRules.apply(change, at: time, to: &state)
        let changed = event.replacing(state: state, at: sequence)
        stripes[slot(of: id)].events[id.random] = changed
        eventListings[ListingKey(of: event.session)]?.replace(changed)
        pendingEvents -= event.state.status == .pending ? 1 : 0
        schedule(changed)
        if changed.state.status != .pending {
            letSessionLeave(changed.session)
        }
    }

    /// Notes what time will do to an event.
    mutating func schedule(_ event: StoredEvent) {
        let id = event.session.id
        if let nextAttemptAt = event.state.nextAttemptAt {
            pendingEvents += 1
            dueEvents.insert(Deadline(at: nextAttemptAt, session: id))
        } else if let endedAt = event.state.endedAt {
            eventDepartures.append(Departure(endedAt: endedAt, session: id))
        }
    }

    /// Forgets the events whose deliveries ended at `time` or before.
    mutating func forgetEvents(endedThrough time: Timestamp) {
        while let departure = eventDepartures.first, departure.endedAt <= time {
            eventDepartures.removeFirst()
            // One that was sent again has ended later, or is still under way.
            if let endedAt = event(of: departure.session)?.state.endedAt, endedAt <= time {
                forgetEvent(of: departure.session)
            }
        }
    }

    /// Forgets the event of a session, if it has one.
    mutating func forgetEvent(of id: SessionID) {
        guard let event = stripes[slot(of: id)].events.removeValue(forKey: id.random) else {
            return
        }
        let key = ListingKey(of: event.session)
        eventListings[key]?.remove(event)
        if eventListings[key]?.count == 0 {
            eventListings[key] = nil
        }
        pendingEvents -= event.state.status == .pending ? 1 : 0
    }

    private mutating func raise(_ id: SessionID, at time: Timestamp, sequence: UInt64, index: Int) {
        guard let session = session(id), let type = WebhookEventType(of: session.state.status) else {
            preconditionFailure("what merchants are told of has become final")
        }
        let event = StoredEvent(
            session: session,
            type: type,
            raisedAt: time,
            place: StoredEvent.place(of: sequence, index: index),
            lastSequence: sequence,
            state: DeliveryState(raisedAt: time)
        )
        stripes[slot(of: id)].events[id.random] = event
        eventListings[ListingKey(of: session), default: Listing()].append(event)
        schedule(event)
    }

    /// Puts a session among those that leave, if it was passed over while its merchant had not been told, or its
    /// payment was unfinished.
    mutating func letSessionLeave(_ session: StoredSession) {
        guard let endedAt = session.state.endedAt, departures.first.map({ $0.endedAt >= endedAt }) ?? true else {
            return
        }
        departures.prepend(Departure(endedAt: endedAt, session: session.id))
    }
}
