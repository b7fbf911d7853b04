import Checkout
import CheckoutEngine

/// What whoever charges subscriptions was promised: a step that was taken is there after any crash, a period is ordered
/// and paid once, and nothing that was told is taken back.
struct KnownSubscriptions {
    /// What is known of one subscription.
    private struct Known {
        /// The newest step that is known to be there.
        var newest: StoredSubscription?

        /// The periods in which an order was given that may have been paid, by the attempt that gave it.
        var orders: [Int: Int] = [:]

        /// The periods that were paid behind the first.
        var paid: Set<Int> = []

        /// Steps that were sent and not answered, or never will be.
        var possible: [SubscriptionStep] = []
    }

    private var known: [SessionID: Known] = [:]

    /// Notes a step before it is sent.
    mutating func send(_ step: SubscriptionStep) {
        known[step.subscription.session, default: Known()].possible.append(step)
    }

    /// A step is answered: it is there, and may be behind others by now.
    mutating func seeTaken(_ step: SubscriptionStep, _ after: StoredSubscription) throws {
        takeBack(step)
        guard after.lastSequence > step.version else {
            throw Violation("\(step.subscription.text) was told of another step than it took")
        }
        if case .charge(let attempt) = step.command {
            guard after.subscription.charge == attempt else {
                throw Violation("\(step.subscription.text) holds another charge than was put down")
            }
            try note(attempt, in: after)
        }
        if known[after.session.id]?.newest.map({ $0.lastSequence < after.lastSequence }) ?? true {
            known[after.session.id, default: Known()].newest = after
        }
    }

    /// A step that was refused has done nothing.
    mutating func takeBack(_ step: SubscriptionStep) {
        let id = step.subscription.session
        guard
            let place = known[id]?.possible
                .firstIndex(where: { $0.version == step.version && $0.command == step.command })
        else {
            return
        }
        known[id]?.possible.remove(at: place)
    }

    /// Compares what a look has shown, by sessions; called with nothing under way, so that what is not there now is not
    /// to come.
    mutating func check(_ shown: [SessionID: StoredSubscription]) throws {
        for id in known.keys.sorted(by: { $0.random < $1.random }) where shown[id] == nil {
            guard known[id]?.newest?.subscription.isClosed ?? true || !(known[id]?.possible.isEmpty ?? true) else {
                throw Violation("the subscription of \(id.text) is lost")
            }
        }
        for (id, stored) in shown.sorted(by: { $0.key.random < $1.key.random }) {
            try check(stored, known[id] ?? Known())
            known[id, default: Known()].newest = stored
            known[id]?.possible = []
            if stored.subscription.isPeriodPaid, stored.subscription.period.number > 1 {
                known[id]?.paid.insert(stored.subscription.period.number)
            }
        }
    }

    private func check(_ stored: StoredSubscription, _ known: Known) throws {
        let (id, now) = (stored.id.text, stored.subscription)
        do {
            try SubscriptionRules.checkInvariants(of: now)
        } catch {
            throw Violation("\(id) cannot be: \(error)")
        }
        if let newest = known.newest {
            let before = newest.subscription
            guard stored.lastSequence >= newest.lastSequence else { throw Violation("a step of \(id) is lost") }
            guard stored.lastSequence > newest.lastSequence || now == before else {
                throw Violation("\(id) is another than it was")
            }
            guard now.period.number >= before.period.number, now.cyclesPaid >= before.cyclesPaid,
                now.newsCount >= before.newsCount, before.cancellation == nil || now.cancellation == before.cancellation
            else {
                throw Violation("\(id) was taken back")
            }
        }
        // Of the steps that were never answered each may have paid a period.
        let payments = known.possible.count { step in
            if case .charge(let attempt) = step.command { attempt.outcome == .paid } else { false }
        }
        guard (1 + known.paid.count...1 + known.paid.count + payments).contains(now.cyclesPaid) else {
            throw Violation("\(id) says that \(now.cyclesPaid) periods are paid, and \(known.paid.count) more were")
        }
    }

    /// An order is given for a period once, unless the one before it has failed; and a period is paid once.
    private mutating func note(_ attempt: PaymentAttempt, in after: StoredSubscription) throws {
        let (id, period) = (after.session.id, after.subscription.period.number)
        if attempt.stage == .charging {
            guard known[id]?.paid.contains(period) != true, known[id]?.orders[period] ?? 0 < attempt.number else {
                throw Violation("\(after.id.text) is charged twice for its period \(period)")
            }
            known[id, default: Known()].orders[period] = attempt.number
        }
        if attempt.stage == .closing, attempt.outcome == .paid {
            guard known[id, default: Known()].paid.insert(period).inserted else {
                throw Violation("\(after.id.text) is paid twice for its period \(period)")
            }
        }
    }
}
