package import Checkout

/// Changes of attempts to pay.
extension ShardState {
    /// The attempt to pay a session.
    package func payment(of id: SessionID) -> StoredPayment? {
        stripes[slot(of: id)].payments[id.random].flatMap { $0.session == id ? $0 : nil }
    }

    /// The session whose attempt waits, or has waited, at a place to come back to.
    package func session(at callback: CallbackToken) -> SessionID? {
        callbacks[callback.random].flatMap { $0.stripe == callback.stripe ? $0 : nil }
    }

    /// Applies a step of the payment of a session that is here.
    mutating func apply(_ attempt: PaymentAttempt, to id: SessionID, at time: Timestamp, sequence: UInt64) {
        let earlier = payment(of: id)
        let wasUnfinished = earlier?.attempt.stage.isUnfinished ?? false
        let moments = PaymentMoment.adding(attempt, at: time, to: earlier?.moments ?? [])
        put(StoredPayment(session: id, attempt: attempt, lastSequence: sequence, moments: moments))
        unfinishedPayments -= wasUnfinished ? 1 : 0
        if !attempt.stage.isUnfinished, let session = session(id) {
            letSessionLeave(session)
        }
    }

    /// Takes an attempt in as a snapshot holds it, behind its session.
    mutating func restore(_ payment: StoredPayment) {
        put(payment)
    }

    /// Forgets the attempt to pay a session, if there was one.
    mutating func forgetPayment(of id: SessionID) {
        guard let payment = stripes[slot(of: id)].payments.removeValue(forKey: id.random) else {
            return
        }
        for callback in payment.attempt.callbacks {
            callbacks[callback.random] = nil
        }
        unfinishedPayments -= payment.attempt.stage.isUnfinished ? 1 : 0
    }

    /// Whether an attempt can follow, in its session as it is now.
    func accepts(_ attempt: PaymentAttempt, of id: SessionID) -> Bool {
        guard let session = session(id), attempt.callbacks.allSatisfy({ $0.stripe == id.stripe }) else {
            return false
        }
        do throws(PaymentRuleViolation) {
            try PaymentRules.check(attempt, on: payment(of: id)?.attempt)
            try PaymentRules.check(attempt, in: session.state)
            return true
        } catch {
            return false
        }
    }

    private mutating func put(_ payment: StoredPayment) {
        let id = payment.session
        stripes[slot(of: id)].payments[id.random] = payment
        for callback in payment.attempt.callbacks {
            callbacks[callback.random] = id
        }
        unfinishedPayments += payment.attempt.stage.isUnfinished ? 1 : 0
    }
}
