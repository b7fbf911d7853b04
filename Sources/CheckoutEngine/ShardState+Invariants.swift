import Checkout

/// What must be true of all that is in a shard.
extension ShardState {
    /// What a walk over the stripes has come upon.
    private struct Found {
        var sessions = 0
        var sessionsWithSubscription = 0
        var unfinishedPayments = 0
        var subscriptions = 0
        var liveSubscriptions = 0
        var events = 0
        var pendingEvents = 0
    }

    /// Checks everything here against its rules, and lists and counts against everything here.
    ///
    /// A start waits for it, so it is one walk that gathers nothing.
    func checkInvariants() throws {
        var found = Found()
        for slot in stripes.indices where !stripes[slot].isEmpty {
            try check(stripes[slot], &found)
        }
        try checkLists(found)
        try checkCounts(found)
    }

    private func check(_ stripe: Stripe, _ found: inout Found) throws {
        found.sessions += stripe.sessions.count
        for session in stripe.sessions.values {
            try session.state.checkInvariants()
            found.sessionsWithSubscription += session.state.subscription == nil ? 0 : 1
        }
        for payment in stripe.payments.values {
            guard let session = session(payment.session) else {
                throw RecoveryContradiction(description: "a payment without its session")
            }
            try PaymentRules.checkInvariants(of: payment.attempt, in: session.state)
            found.unfinishedPayments += payment.attempt.stage.isUnfinished ? 1 : 0
        }
        found.subscriptions += stripe.subscriptions.count
        for stored in stripe.subscriptions.values {
            guard session(stored.session.id) === stored.session else {
                throw RecoveryContradiction(description: "a subscription without its session")
            }
            try stored.checkInvariants()
            found.liveSubscriptions += stored.subscription.isClosed ? 0 : 1
        }
        found.events += stripe.events.count + stripe.subscriptionEvents.count
        for event in stripe.events.values where event.state.status == .pending { found.pendingEvents += 1 }
        for event in stripe.subscriptionEvents.values where event.state.status == .pending { found.pendingEvents += 1 }
    }

    private func checkLists(_ found: Found) throws {
        let sessions = listings.values.reduce(0) { $0 + $1.count }
        guard sessions == found.sessions, counts.total == found.sessions else {
            throw RecoveryContradiction(
                description: "\(found.sessions) sessions, \(sessions) listed, \(counts.total) counted"
            )
        }
        let events = eventListings.values.reduce(0) { $0 + $1.count }
        guard events == found.events, found.pendingEvents == pendingEvents else {
            throw RecoveryContradiction(
                description: "\(found.events) events, \(events) listed, \(found.pendingEvents) pending, "
                    + "\(pendingEvents) counted as pending"
            )
        }
    }

    private func checkCounts(_ found: Found) throws {
        guard found.unfinishedPayments == unfinishedPayments else {
            throw RecoveryContradiction(
                description: "\(found.unfinishedPayments) unfinished payments, \(unfinishedPayments) counted"
            )
        }
        let listed = subscriptionListings.values.reduce(0) { $0 + $1.count }
        let named = found.sessionsWithSubscription
        guard listed == found.subscriptions, named == found.subscriptions, found.liveSubscriptions == liveSubscriptions
        else {
            throw RecoveryContradiction(
                description: "\(found.subscriptions) subscriptions, \(named) named by sessions, \(listed) listed, "
                    + "\(found.liveSubscriptions) live, \(liveSubscriptions) counted"
            )
        }
    }
}
