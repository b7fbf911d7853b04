import Checkout
import WriteAheadLog

/// Taking payments a step further, and telling who drives them when to look.
extension Shard {
    /// Takes a step if it follows on what is there, and gives both as they are then.
    ///
    /// The session's events and the attempt stand in one record, so that no crash can part them.
    func advance(_ step: PaymentStep) -> Result<SessionPayment, StepRefusal> {
        let now = context.clock.now()
        guard let found = state.session(step.session) else {
            return .failure(.unknownSession)
        }
        guard let session = expireIfDue(found, at: now) else {
            return .failure(.unavailable(.storage))
        }
        let current = SessionPayment(session: session, payment: state.payment(of: step.session))
        guard current.version == step.version else {
            return .failure(.superseded(current))
        }
        let begins = step.attempt.number != current.attempt?.number
        // Where memory is short nobody begins to pay; who has begun goes on.
        guard !begins || !context.memory.isFull else {
            return .failure(.unavailable(.memoryFull))
        }
        do throws(StepRefusal) {
            let events = try events(of: step, on: current, at: now)
            return record(step, events, at: now, from: begins ? .ordinary : .reserve)
        } catch {
            return .failure(error)
        }
    }

    /// A session and its payment; nil if there is no such session, and a failure if its expiry cannot be logged.
    func payment(of id: SessionID) -> Result<SessionPayment?, Unavailability> {
        guard let session = state.session(id) else {
            return .success(nil)
        }
        guard let current = expireIfDue(session, at: context.clock.now()) else {
            return .failure(.storage)
        }
        return .success(SessionPayment(session: current, payment: state.payment(of: id)))
    }

    /// Sets when the outlet is told of a payment again.
    func lookAgain(at moment: Timestamp, of id: SessionID) {
        guard state.payment(of: id)?.attempt.stage.isUnfinished ?? false else {
            return
        }
        paymentLooks.set(moment, for: id)
    }

    /// Has every unfinished payment looked at, now that the engine begins.
    func lookAtUnfinishedPayments() {
        let now = context.clock.now()
        for payment in state.stripes.flatMap(\.payments.values) where payment.attempt.stage.isUnfinished {
            paymentLooks.set(now, for: payment.session)
        }
    }

    /// Notes what a record means for when payments are looked at; true if one is to be looked at now.
    func noteLooks(_ events: [Event], at now: Timestamp) -> Bool {
        var isDue = false
        for event in events {
            switch event.fact {
            case .sessionChanged(let id, let change) where change.isFinal:
                // Whoever drives it learns here that others have ended the session.
                if state.payment(of: id)?.attempt.stage.isUnfinished ?? false {
                    paymentLooks.set(now, for: id)
                    isDue = true
                }
            case .paymentStepped(let id, let attempt):
                if attempt.stage.isUnfinished {
                    paymentLooks.set(now + Limits.paymentLookSeconds, for: id)
                } else {
                    paymentLooks.remove(id)
                }
            case .sessionCreated, .sessionChanged, .sessionsLeft, .idempotencyKeyUsed, .idempotencyKeysLapsed,
                .deliveryChanged, .subscriptionStepped, .eventsLeft, .directoryChanged:
                break
            }
        }
        return isDue
    }

    /// Tells the outlet of payments whose time has come, once they are durable; true if there are more.
    @discardableResult
    func tellDuePayments(at now: Timestamp) -> Bool {
        guard let outlet = context.paymentOutlet else {
            return false
        }
        var due: [SessionPayment] = []
        while due.count < Limits.dueEventsPerRecord, let id = paymentLooks.popDue(at: now) {
            guard let session = state.session(id), let payment = state.payment(of: id),
                payment.attempt.stage.isUnfinished
            else {
                continue
            }
            due.append(SessionPayment(session: session, payment: payment))
            paymentLooks.set(now + Limits.paymentLookSeconds, for: id)
        }
        if let last = due.map(\.lastSequence).max() {
            gate.hold(until: last, of: context.log) { [due] in outlet.take(due) }
        }
        return due.count == Limits.dueEventsPerRecord
    }

    private func events(
        of step: PaymentStep,
        on current: SessionPayment,
        at now: Timestamp
    ) throws(StepRefusal) -> [Event] {
        var state = current.session.state
        var events: [Event] = []
        for command in step.commands {
            do throws(SessionRuleViolation) {
                let change = try current.session.decide(command, on: state, at: now)
                SessionRules.apply(change, at: now, to: &state)
                events.append(Event(at: now, .sessionChanged(step.session, change)))
            } catch {
                throw .session(error, current)
            }
        }
        events += try newSubscription(of: step, on: current, completing: state, at: now)
        guard step.attempt.callbacks.allSatisfy({ $0.stripe == step.session.stripe }) else {
            throw .payment(.partUnfit("callbacks"))
        }
        do throws(PaymentRuleViolation) {
            try PaymentRules.check(step.attempt, on: current.attempt)
            try PaymentRules.check(step.attempt, in: state)
        } catch {
            throw .payment(error)
        }
        events.append(Event(at: now, .paymentStepped(step.session, step.attempt)))
        return events
    }

    /// What a session makes as it completes: a subscription exactly where it sells one, and of what was approved.
    private func newSubscription(
        of step: PaymentStep,
        on current: SessionPayment,
        completing state: SessionState,
        at now: Timestamp
    ) throws(StepRefusal) -> [Event] {
        let session = current.session
        let completes = state.status == .completed && session.state.status != .completed
        guard let new = step.subscription else {
            guard !completes || session.mode != .subscription else { throw .payment(.partMissing("subscription")) }
            return []
        }
        guard completes, session.mode == .subscription,
            state.subscription == SubscriptionID(of: session.id).text,
            new.schedule.recurring == Recurring(ofSession: session.original())
        else { throw .payment(.partUnfit("subscription")) }
        if let grant = new.grant {
            guard grant.customer == step.attempt.customer, grant.merchant == step.attempt.merchant,
                grant.keyID == step.attempt.keyID, grant.amount == step.attempt.amount,
                new.schedule == current.attempt?.consent?.schedule
            else { throw .payment(.partUnfit("grant")) }
        }
        let subscription = Subscription(at: now, schedule: new.schedule, grant: new.grant)
        guard self.state.accepts(subscription) else { throw .payment(.partUnfit("grant")) }
        return [Event(at: now, .subscriptionStepped(session.id, subscription))]
    }

    private func record(
        _ step: PaymentStep,
        _ events: [Event],
        at now: Timestamp,
        from space: LogSpace
    ) -> Result<SessionPayment, StepRefusal> {
        switch record(events, at: now, from: space) {
        case .success:
            if let lookAt = step.lookAt {
                lookAgain(at: lookAt, of: step.session)
            }
            if step.subscription != nil {
                noteLook(at: step.session, at: now)
            }
        case .failure(let reason):
            return .failure(.unavailable(reason))
        }
        guard let session = state.session(step.session) else {
            preconditionFailure("a session that was changed is there")
        }
        return .success(SessionPayment(session: session, payment: state.payment(of: step.session)))
    }
}
