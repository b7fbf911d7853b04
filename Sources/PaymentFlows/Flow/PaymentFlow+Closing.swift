import Checkout
import CheckoutEngine
import Logging
import OpenPayments

/// What a wallet made of being told to let go of a grant.
private enum Farewell {
    case gone
    case denied
    case unheard
}

/// After the decision: telling the wallets, so that nothing can move any more that should not.
extension PaymentFlow {
    /// Cancels the grant and, if the session has ended, closes the incoming payment; false if that has to wait.
    mutating func sayFarewell() async throws(FlowStop) -> Bool {
        try await releaseHeldGrants()
        let attempt = try attempt()
        let farewell = try await cancelGrant(attempt)
        let couldHavePaid = attempt.charge != nil
        // What was given up may have arrived all the same.
        if couldHavePaid, !status.isFinal, let receipt = await readIncoming(attempt), try await settle(receipt) {
            return true
        }
        let patience =
            couldHavePaid
            ? max(attempt.incoming.map { $0.expiresAt - attempt.stageSince } ?? 0, FlowLimits.farewellSeconds)
            : FlowLimits.farewellSeconds
        // Who never had a token has paid nothing with it: such an attempt is dead even where its wallet is, too.
        let isDead = farewell == .gone || now - attempt.stageSince >= patience
        // Behind a session that has ended nothing waits: what a wallet could not be told it is told later.
        if status.isFinal { return try await close(isDead && farewell != .unheard) }
        guard isDead else {
            lookAgain(in: FlowLimits.retrySeconds)
            return false
        }
        var next = attempt.moved(to: .ended, at: now)
        next.token = nil
        if farewell == .unheard, let answer = attempt.consent?.answer { next.heldGrants.append(HeldGrant(answer)) }
        try await advance(to: next, commandToReopen.map { [$0] } ?? [])
        return true
    }

    /// An attempt that is dead: looks after its incoming payment once the session has ended, or is partly paid.
    mutating func rest() async throws(FlowStop) -> Bool {
        try await releaseHeldGrants()
        let attempt = try attempt()
        if status.isFinal { return try await close(true) }
        guard isPartiallyPaid, let incoming = attempt.incoming else {
            let end = current.session.state.expiresAt
            let isHeld = !attempt.heldGrants.isEmpty
            context.engine.lookAgain(at: isHeld ? min(end, now + farewellWait(attempt)) : end, of: session)
            return false
        }
        // The rest may still come while the merchant's wallet takes it.
        guard let receipt = await readIncoming(attempt) else {
            lookAgain(in: FlowLimits.unwatchedSeconds.upperBound)
            return false
        }
        if try await settle(receipt) { return true }
        guard incoming.expiresAt + FlowLimits.settlementMarginSeconds <= now,
            let last = await completeIncoming(try self.attempt()), last.isClosed
        else {
            lookAgain(in: FlowLimits.unwatchedSeconds.upperBound)
            return false
        }
        if try await settle(last) { return true }
        try await advance(to: try self.attempt().closed(.partiallyPaid, at: now))
        return true
    }

    /// The session has ended: no money may arrive any more, and what has arrived is told.
    private mutating func close(_ isGrantGone: Bool) async throws(FlowStop) -> Bool {
        let attempt = try attempt()
        let outcome: AttemptOutcome
        if status == .completed {
            outcome = .paid
        } else if attempt.incoming == nil {
            outcome = attempt.outcome == .paidLate ? .paidLate : .sessionEnded
        } else {
            guard let receipt = await completeIncoming(attempt), receipt.isClosed else {
                // Soon at first; a wallet that is gone for long is asked ever more rarely.
                let age = now - attempt.stageSince
                lookAgain(in: min(max(age / 4, FlowLimits.retrySeconds), FlowLimits.unwatchedSeconds.upperBound))
                return false
            }
            outcome = receipt.received > 0 || attempt.outcome == .paidLate ? .paidLate : .sessionEnded
            try await keep(receipt, outcome)
        }
        let last = try self.attempt()
        if !isGrantGone || !last.heldGrants.isEmpty {
            guard now - last.stageSince >= FlowLimits.grantFarewellSeconds else {
                lookAgain(in: farewellWait(last))
                return false
            }
            note(.error, "a wallet has not let go of a grant")
        }
        try await advance(to: last.closed(outcome, at: now))
        return true
    }

    /// Until a wallet that cannot be told is told again: soon at first, then ever more rarely.
    private func farewellWait(_ attempt: PaymentAttempt) -> Int64 {
        min(max((now - attempt.stageSince) / 4, FlowLimits.retrySeconds), FlowLimits.longestGrantWaitSeconds)
    }

    /// Asks wallets once more to let go of what earlier attempts had to leave behind.
    private mutating func releaseHeldGrants() async throws(FlowStop) {
        var next = try attempt()
        var held: [HeldGrant] = []
        for grant in next.heldGrants {
            let token = try open(grant.sealedToken, as: .continuation)
            if await cancel(Continuation(uri: grant.continueURL, token: token)) == .unheard { held.append(grant) }
        }
        guard held.count < next.heldGrants.count else { return }
        next.heldGrants = held
        try await advance(to: next)
    }

    /// Puts down that the incoming payment is closed, and whether it was empty.
    private mutating func keep(_ receipt: Receipt, _ outcome: AttemptOutcome) async throws(FlowStop) {
        var next = try attempt()
        guard next.incoming?.isClosed == false || receipt.received > next.received else { return }
        if receipt.received > 0, next.outcome != .paidLate {
            note(.error, "money has arrived for a session that has ended: it must be given back")
        }
        next.incoming = next.incoming?.closed
        next.received = max(receipt.received, next.received)
        next.outcome = outcome
        try await advance(to: next)
    }

    /// Has the customer's wallet let go of the grant, if it has given one.
    private func cancelGrant(_ attempt: PaymentAttempt) async throws(FlowStop) -> Farewell {
        guard let answer = attempt.consent?.answer else { return .gone }
        let farewell = await cancel(try continuation(of: answer))
        // With an order under it, only its end makes it harmless.
        return farewell == .denied && attempt.charge == nil ? .gone : farewell
    }

    private func cancel(_ continuation: Continuation) async -> Farewell {
        let end = await result { () async throws(OpenPaymentsProblem) in try await client.cancelGrant(continuation) }
        guard case .failure(let problem) = end else { return .gone }
        guard !problem.isTransient else { return .unheard }
        note(.warning, "a wallet does not let a grant be cancelled", ["problem": "\(problem)"])
        return .denied
    }

    /// What opens the session again, from wherever it stands.
    private var commandToReopen: SessionCommand? {
        switch status {
        case .preparing: .abandonPreparation
        case .awaitingApproval: .abandonApproval
        case .processing: isPartiallyPaid ? nil : .abandonPayment
        case .open, .completed, .expired, .canceled: nil
        }
    }
}
