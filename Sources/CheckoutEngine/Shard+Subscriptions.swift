import Checkout
import WriteAheadLog

/// Taking subscriptions a step further, and telling who charges them when to look.
extension Shard {
    /// Takes a step if it follows on what is there and no rule forbids it, and gives the subscription as it is then.
    func advance(_ step: SubscriptionStep) -> Result<StoredSubscription, SubscriptionRefusal> {
        let id = step.subscription.session
        guard let current = state.subscription(of: id) else {
            return .failure(.unknown)
        }
        guard current.lastSequence == step.version else {
            return .failure(.superseded(current))
        }
        let now = context.clock.now()
        do throws(SubscriptionRuleViolation) {
            let next = try SubscriptionRules.decide(step.command, on: current.subscription, at: now)
            // What is new waits where there is no room; what is under way goes on.
            let begins = next.charge != nil && next.charge?.number != current.subscription.charge?.number
            return record(next, of: id, at: now, from: begins ? .ordinary : .reserve)
                .map { stored in
                    if let lookAt = step.lookAt { lookAgain(at: lookAt, of: step.subscription) }
                    return stored
                }
                .mapError { .unavailable($0) }
        } catch {
            return .failure(.rule(error, current))
        }
    }

    /// Sets when the outlet is told of a subscription again.
    func lookAgain(at moment: Timestamp, of id: SubscriptionID) {
        guard let stored = state.subscription(of: id.session), !stored.subscription.isClosed else {
            return
        }
        subscriptionLooks.set(moment, for: id.session)
    }

    /// Has every subscription looked at in its time, now that the engine begins.
    func lookAtLiveSubscriptions() {
        guard state.liveSubscriptions > 0 else {
            return
        }
        let now = context.clock.now()
        for stripe in state.stripes {
            for stored in stripe.subscriptions.values {
                if let due = stored.subscription.dueAt(now) { subscriptionLooks.set(due, for: stored.session.id) }
            }
        }
    }

    /// Notes when a subscription is due from now on: what is under way soon again.
    func noteLook(at id: SessionID, at now: Timestamp) {
        guard let due = state.subscription(of: id)?.subscription.dueAt(now) else {
            subscriptionLooks.remove(id)
            return
        }
        subscriptionLooks.set(due > now ? due : now + Limits.paymentLookSeconds, for: id)
    }

    /// Begins the periods whose time has come, and tells the outlet of subscriptions that are due, once they are
    /// durable; true if there are more.
    func goOnWithDueSubscriptions(at now: Timestamp) -> Bool {
        var due: [StoredSubscription] = []
        var looked = 0
        while looked < Limits.dueEventsPerRecord, let id = subscriptionLooks.popDue(at: now) {
            looked += 1
            guard let stored = inPeriod(of: now, id) else {
                continue
            }
            noteLook(at: id, at: now)
            due.append(stored)
        }
        if let outlet = context.subscriptionOutlet, let last = due.map(\.lastSequence).max() {
            gate.hold(until: last, of: context.log) { [due] in outlet.take(due) }
        }
        return looked == Limits.dueEventsPerRecord
    }

    /// Looks through at most `looks` subscriptions from the place `upTo` down.
    func page(of query: SubscriptionQuery, upTo place: UInt64, looks: Int) -> PagePart<StoredSubscription> {
        var part = PagePart<StoredSubscription>(durableFrom: state.lastRemoval)
        let listing = state.subscriptionListings[ListingKey(merchant: query.merchant, keyMode: query.keyMode)]
        listing?
            .look(from: place, limit: query.limit, looks: looks, into: &part) { stored in
                query.status == nil || stored.subscription.status == query.status
            }
        return part
    }

    /// Hands a subscription over as it is now, once that is durable.
    func read(_ id: SubscriptionID, _ merchant: MerchantID, _ keyMode: KeyMode, for asker: Asker) {
        guard let stored = findSubscription(id, merchant, keyMode) else {
            asker.tell(.notFound, after: state.lastRemoval)
            return
        }
        asker.tell(.done(stored.rendering()), after: stored.lastSequence)
    }

    /// The subscription if it is this merchant's and of this mode; another's looks like none.
    func findSubscription(_ id: SubscriptionID, _ merchant: MerchantID, _ keyMode: KeyMode) -> StoredSubscription? {
        find(id.session, merchant, keyMode).flatMap { state.subscription(of: $0.id) }
    }

    /// The subscription in the period that runs now, which begins here if it can; nil if there is nothing to do now.
    ///
    /// Behind a period that was charged and is not paid it begins once somebody has looked whether that has come after
    /// all.
    private func inPeriod(of now: Timestamp, _ id: SessionID) -> StoredSubscription? {
        guard var stored = state.subscription(of: id), !stored.subscription.isClosed else {
            return nil
        }
        let isOver = stored.subscription.isPeriodPaid || stored.subscription.charge == nil
        if isOver, let next = try? SubscriptionRules.decide(.beginPeriod, on: stored.subscription, at: now) {
            guard case .success(let begun) = record(next, of: id, at: now, from: .reserve) else {
                subscriptionLooks.set(now + Limits.paymentLookSeconds, for: id)
                return nil
            }
            stored = begun
            if let due = begun.subscription.dueAt(now), due > now {
                return nil
            }
        }
        return stored
    }

    private func record(
        _ next: Subscription,
        of id: SessionID,
        at now: Timestamp,
        from space: LogSpace
    ) -> Result<StoredSubscription, Unavailability> {
        record([Event(at: now, .subscriptionStepped(id, next))], at: now, from: space)
            .map { _ in
                noteLook(at: id, at: now)
                guard let stored = state.subscription(of: id) else {
                    preconditionFailure("a subscription that was changed is there")
                }
                return stored
            }
    }
}

/// Canceling, as merchants do.
extension Shard {
    /// Decides and records at the subscription; who drives it learns of it at once.
    func perform(_ request: CancelSubscription) -> ChangeResult {
        guard let id = request.subscription, let stored = findSubscription(id, request.merchant, request.keyMode) else {
            return .not(.notFound, after: state.lastRemoval)
        }
        let now = context.clock.now()
        guard let next = try? SubscriptionRules.decide(.cancel(.merchant), on: stored.subscription, at: now) else {
            return .not(.subscriptionCanceled, after: stored.lastSequence)
        }
        let event = Event(at: now, .subscriptionStepped(id.session, next))
        let result = record(
            [event],
            reply: stored.rendering(of: next),
            request.claim,
            at: now,
            behind: stored.lastSequence
        )
        if case .recorded = result {
            subscriptionLooks.set(now, for: id.session)
            _ = goOnWithDueSubscriptions(at: now)
        }
        return result
    }
}
