import Checkout
import CheckoutEngine

/// What whoever drives payments was promised: a step that was taken is there after any crash, whole and with its
/// session, and a step that was refused has not happened.
struct KnownPayments {
    /// What is known of one session's payment.
    private struct Known {
        /// The newest step that is known to be there.
        var taken: (version: UInt64, attempt: PaymentAttempt)?

        /// Steps that were sent and not answered, or never will be.
        var possible: [PaymentAttempt] = []
    }

    private var known: [SessionID: Known] = [:]

    /// Sessions that a look has not found any more.
    private var gone: Set<SessionID> = []

    /// The sessions that somebody has begun to pay, in one order for every run.
    var sessions: [SessionID] {
        known.keys.sorted { $0.random < $1.random }
    }

    /// Notes a step before it is sent.
    mutating func send(_ step: PaymentStep) {
        known[step.session, default: Known()].possible.append(step.attempt)
    }

    /// A step is answered: it is there, and may be behind others by now.
    mutating func seeTaken(_ step: PaymentStep, _ after: SessionPayment) throws {
        guard after.attempt == step.attempt, after.version > step.version else {
            throw Violation("\(step.session.text) was told of another step than it took")
        }
        try checkWhole(after)
        takeBack(step)
        if known[step.session]?.taken.map({ $0.version < after.version }) ?? true {
            known[step.session, default: Known()].taken = (after.version, step.attempt)
        }
    }

    /// A step that was refused has done nothing.
    mutating func takeBack(_ step: PaymentStep) {
        guard let place = known[step.session]?.possible.firstIndex(of: step.attempt) else { return }
        known[step.session]?.possible.remove(at: place)
    }

    /// Compares what a look has shown, nil for a session that is gone; called with nothing under way, so that what is
    /// not there now is not to come.
    mutating func check(_ id: SessionID, _ shown: SessionPayment?) throws {
        let known = known[id] ?? Known()
        self.known[id]?.possible = []
        guard let shown else {
            // What was sent and not answered may have ended it before; what is gone then stays so.
            if let taken = known.taken, known.possible.isEmpty, taken.attempt.stage.isUnfinished, !gone.contains(id) {
                throw Violation("\(id.text) is gone, and its payment was \(taken.attempt.stage)")
            }
            gone.insert(id)
            return
        }
        guard !gone.contains(id) else { throw Violation("\(id.text) was gone, and is there again") }
        guard let attempt = shown.attempt else {
            guard known.taken == nil else { throw Violation("the payment of \(id.text) is lost") }
            return
        }
        try checkWhole(shown)
        if shown.version == known.taken?.version {
            guard attempt == known.taken?.attempt else {
                throw Violation("the payment of \(id.text) is another than it was")
            }
            return
        }
        guard shown.version > known.taken?.version ?? 0 else {
            throw Violation("a step of the payment of \(id.text) is lost")
        }
        guard known.possible.contains(attempt) else {
            throw Violation("the payment of \(id.text) has taken a step that nobody has sent")
        }
        self.known[id]?.taken = (shown.version, attempt)
    }

    private func checkWhole(_ shown: SessionPayment) throws {
        guard let attempt = shown.attempt else { return }
        do {
            try PaymentRules.checkInvariants(of: attempt, in: shown.session.state)
        } catch {
            throw Violation("\(shown.session.id.text) and its payment were parted: \(error)")
        }
    }
}
