package import Checkout
import DequeModule

/// Changes of subscriptions.
extension ShardState {
    /// The subscription that a session has made.
    package func subscription(of id: SessionID) -> StoredSubscription? {
        stripes[slot(of: id)].subscriptions[id.random].flatMap { $0.session.id == id ? $0 : nil }
    }

    /// All events of a session and its subscription that are kept, newest first.
    func events(of id: SessionID) -> [StoredEvent] {
        (subscriptionEvents(of: id) + [event(of: id)].compactMap { $0 }).sorted { $0.place > $1.place }
    }

    /// All events of a session's subscription that are kept.
    func subscriptionEvents(of id: SessionID) -> [StoredEvent] {
        guard let stored = subscription(of: id) else { return [] }
        let events = stripes[slot(of: id)].subscriptionEvents
        return (1...stored.subscription.newsCount).compactMap { events[EventID(of: id, number: UInt32($0))] }
    }

    /// Applies a step of the subscription of a session that is here.
    mutating func apply(_ subscription: Subscription, to id: SessionID, at time: Timestamp, sequence: UInt64) {
        guard let session = session(id) else {
            preconditionFailure("a subscription's session exists")
        }
        let before = self.subscription(of: id)
        let after = StoredSubscription(
            session: session,
            subscription: subscription,
            firstSequence: before?.firstSequence ?? sequence,
            lastSequence: sequence
        )
        stripes[slot(of: id)].subscriptions[id.random] = after
        let key = ListingKey(of: session)
        if let before {
            subscriptionListings[key]?.replace(after)
            liveSubscriptions -= before.subscription.isClosed ? 0 : 1
            if subscription.cyclesPaid > before.subscription.cyclesPaid { tallyRenewal(of: session, at: time) }
        } else {
            subscriptionListings[key, default: Listing()].append(after)
        }
        count(after)
    }

    /// Takes a subscription in as a snapshot holds it, behind its session.
    mutating func restore(_ stored: StoredSubscription) {
        let session = stored.session
        stripes[slot(of: session.id)].subscriptions[session.id.random] = stored
        subscriptionListings[ListingKey(of: session), default: Listing()].restore(stored)
        count(stored)
    }

    /// Forgets the subscription of a session and its events, if it has made one.
    mutating func forgetSubscription(of id: SessionID) {
        for event in subscriptionEvents(of: id) { forgetEvent(event.id) }
        guard let stored = stripes[slot(of: id)].subscriptions.removeValue(forKey: id.random) else {
            return
        }
        let key = ListingKey(of: stored.session)
        subscriptionListings[key]?.remove(stored)
        if subscriptionListings[key]?.count == 0 {
            subscriptionListings[key] = nil
        }
        liveSubscriptions -= stored.subscription.isClosed ? 0 : 1
    }

    /// Whether a subscription can follow, in its session as it is now.
    func accepts(_ next: Subscription, of id: SessionID) -> Bool {
        guard let session = session(id), session.state.subscription == SubscriptionID(of: id).text else {
            return false
        }
        return accepts(next, on: subscription(of: id)?.subscription)
    }

    /// Whether a subscription can be the next, sessions aside.
    func accepts(_ next: Subscription, on previous: Subscription? = nil) -> Bool {
        do throws(SubscriptionRuleViolation) {
            try SubscriptionRules.check(next, on: previous)
            return true
        } catch {
            return false
        }
    }

    /// A closed one leaves with its session, for which time counts from now on.
    private mutating func count(_ stored: StoredSubscription) {
        if let closedAt = stored.subscription.closedAt {
            departures.append(Departure(endedAt: closedAt, subject: stored.session.id))
        } else {
            liveSubscriptions += 1
        }
    }
}
