import Checkout
import DequeModule

/// What recovery alone needs of a shard.
extension ShardState {
    /// Takes a session in as a snapshot holds it; `sortRestored` puts the lists in order behind the last one.
    mutating func restore(_ session: StoredSession) {
        stripes[slot(of: session.id)].sessions[session.id.random] = session
        listings[ListingKey(of: session), default: Listing()].restore(session)
        counts[session.state.status] += 1
        schedule(session)
    }

    /// Takes an event in as a snapshot holds it, behind its session.
    mutating func restore(_ event: StoredEvent) {
        put(event)
        eventListings[ListingKey(of: event.session), default: Listing()].restore(event)
        schedule(event)
    }

    /// Puts in order what a snapshot holds stripe by stripe.
    mutating func sortRestored() {
        for key in listings.keys {
            listings[key]?.sort()
        }
        for key in eventListings.keys {
            eventListings[key]?.sort()
        }
        for key in subscriptionListings.keys {
            subscriptionListings[key]?.sort()
        }
        eventDepartures = Deque(eventDepartures.sorted { $0.endedAt < $1.endedAt })
        departures = Deque(departures.sorted { $0.endedAt < $1.endedAt })
        lapses = Deque(lapses.sorted { $0.firstUsedAt < $1.firstUsedAt })
    }

    /// Whether an event can follow; recovery asks before it applies what it has read.
    func accepts(_ event: Event) -> Bool {
        switch event.fact {
        case .sessionCreated(let created):
            session(created.fields.id) == nil
        case .sessionChanged(let id, let change):
            session(id).map { $0.accepts(change) } ?? false
        case .sessionsLeft(let ids):
            Set(ids).count == ids.count
                && ids.filter(owns).allSatisfy { session($0)?.state.status.isFinal ?? false }
                && ids.filter(owns).allSatisfy { !(payment(of: $0)?.attempt.stage.isUnfinished ?? false) }
                && ids.filter(owns).allSatisfy { subscription(of: $0)?.subscription.isClosed ?? true }
        case .idempotencyKeyUsed(let use):
            accepts(use)
        case .deliveryChanged(let id, let change):
            accepts(change, of: id)
        case .paymentStepped(let id, let attempt):
            accepts(attempt, of: id)
        case .subscriptionStepped(let id, let next):
            accepts(next, of: id)
        case .idempotencyKeysLapsed, .eventsLeft, .directoryChanged:
            true
        }
    }

    private func accepts(_ change: DeliveryEvent, of id: EventID) -> Bool {
        guard let session = session(id.session), DeliveryRules.accepts(change, on: event(id)?.state) else {
            return false
        }
        guard id.number > 0, case .raised = change else { return session.state.status.isFinal }
        return subscription(of: id.session)?.subscription.newsCount == Int(id.number)
    }

    /// A key lives in the stripe that it names, and so does the session that was made with it.
    private func accepts(_ use: IdempotencyUse) -> Bool {
        guard Int(use.stripe) == ShardRouter.stripe(ofIdentity: use.key) else {
            return false
        }
        guard case .session(let id) = use.reply else {
            return true
        }
        return id.stripe == use.stripe && session(id) != nil
    }
}
