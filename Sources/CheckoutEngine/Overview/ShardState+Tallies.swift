import Checkout

/// Counting what happens, for the overview.
extension ShardState {
    /// Counts a new session.
    mutating func tallyCreation(of session: StoredSession) {
        tallies[ListingKey(of: session), default: MerchantTally()].count(at: session.createdAt) { $0.created += 1 }
    }

    /// Counts a session's end, if this is one.
    mutating func tallyEnd(of session: StoredSession) {
        guard let endedAt = session.state.endedAt else { return }
        tallies[ListingKey(of: session), default: MerchantTally()].count(at: endedAt) { $0.countEnd(of: session) }
    }

    /// Counts that another period of a subscription was paid; the first one is its session's payment.
    mutating func tallyRenewal(of session: StoredSession, at time: Timestamp) {
        tallies[ListingKey(of: session), default: MerchantTally()].count(at: time) { $0.countPayment(for: session) }
    }

    /// Counts what has come of an event.
    mutating func tally(_ change: DeliveryEvent, of event: StoredEvent, at time: Timestamp) {
        let isEnd = event.state.endedAt != nil
        tallies[ListingKey(of: event.session), default: MerchantTally()]
            .count(at: time) { day in
                if case .attempted(let attempt, _) = change { day.count(attempt) }
                if isEnd { day.countEnd(event.state.status) }
            }
    }

    /// Notes that an event has begun to wait for an attempt, or does so no more.
    mutating func tallyPending(_ difference: Int, of session: StoredSession) {
        tallies[ListingKey(of: session), default: MerchantTally()].pendingDeliveries += difference
    }

    /// Counts what the sessions and events here tell of the past: for snapshots from before anybody counted.
    ///
    /// Renewals are not among it, since a subscription does not keep when each of its periods was paid.
    mutating func tallyRestored() {
        for slot in stripes.indices where !stripes[slot].isEmpty {
            let stripe = stripes[slot]
            for session in stripe.sessions.values {
                tallyCreation(of: session)
                tallyEnd(of: session)
            }
            for event in stripe.events.values { tallyRestored(event) }
            for event in stripe.subscriptionEvents.values { tallyRestored(event) }
        }
    }

    private mutating func tallyRestored(_ event: StoredEvent) {
        let key = ListingKey(of: event.session)
        for attempt in event.state.attempts {
            tallies[key, default: MerchantTally()].count(at: attempt.startedAt) { $0.count(attempt) }
        }
        if let endedAt = event.state.endedAt {
            tallies[key, default: MerchantTally()].count(at: endedAt) { $0.countEnd(event.state.status) }
        }
    }
}
