import Checkout
import WriteAheadLog

/// Changing sessions, with an idempotency key that may live in another shard.
extension Shard {
    /// What came of a change at the session.
    enum ChangeResult: Sendable {
        /// Logged: the reply, and the event that remembers the key, if there was one.
        case recorded(sequence: UInt64, at: Timestamp, reply: [UInt8], use: IdempotencyUse?)

        /// Nothing was done; the outcome may be told once `after` is durable.
        case not(Outcome, after: UInt64)
    }

    /// Claims the key in this shard, has the session's shard do the work, and remembers the reply.
    ///
    /// One record holds the session's event and the key's, so that no crash can part them; this shard applies its part
    /// when the other one is done.
    func change(
        _ request: ChangeSession,
        claim: IdempotencyClaim,
        at sessionShard: Shard?,
        for asker: Asker
    ) {
        let isFirst = isFirst(claim, at: context.clock.now(), for: asker) {
            self.enterAlways { $0.change(request, claim: claim, at: sessionShard, for: asker) }
        }
        guard isFirst else {
            return
        }
        guard request.command != nil else {
            asker.tell(.invalid)
            return
        }
        guard let sessionShard else {
            asker.tell(.notFound)
            return
        }
        guard context.hasIdempotencyRoom else {
            asker.tell(.unavailable(.idempotencyFull))
            return
        }
        reservations[claim.identity] = Reservation(fingerprint: claim.fingerprint)
        let isTaken = sessionShard.enter { shard in
            let result = shard.perform(request)
            self.enterAlways { $0.finish(claim, result, asker) }
        }
        if !isTaken {
            finish(claim, .not(.unavailable(.overloaded), after: 0), asker)
        }
    }

    /// A change without a key, or with one that lives here.
    func change(_ request: ChangeSession, for asker: Asker) {
        tell(perform(request), asker)
    }

    private func finish(_ claim: IdempotencyClaim, _ result: ChangeResult, _ asker: Asker) {
        if case .recorded(let sequence, let at, _, let use?) = result {
            // The session's shard applied the key's event already if it is this one.
            if state.idempotencyRecord(claim.identity)?.sequence != sequence {
                noteCut(before: sequence)
                apply(Event(at: at, .idempotencyKeyUsed(use)), at: sequence, index: 1)
            }
            cut.didFinish(claim.identity, at: sequence, record: state.idempotencyRecord(claim.identity))
        } else {
            cut.didFinish(claim.identity, at: 0, record: nil)
        }
        tell(result, asker)
        release(claim)
    }

    private func tell(_ result: ChangeResult, _ asker: Asker) {
        switch result {
        case .recorded(let sequence, _, let reply, _):
            asker.tell(.done(reply), after: sequence)
        case .not(let outcome, let sequence):
            asker.tell(outcome, after: sequence)
        }
    }

    /// Decides and records at the session.
    private func perform(_ request: ChangeSession) -> ChangeResult {
        guard let command = request.command else {
            return .not(.invalid, after: 0)
        }
        let now = context.clock.now()
        guard let id = request.session, let session = find(id, request.merchant, request.keyMode) else {
            return .not(.notFound, after: state.lastRemoval)
        }
        guard let current = expireIfDue(session, at: now) else {
            return .not(.unavailable(.storage), after: 0)
        }
        do throws(SessionRuleViolation) {
            let event = try current.decide(command, on: current.state, at: now)
            return record(event, to: current, request.claim, at: now)
        } catch {
            return .not(.refused(error), after: current.lastSequence)
        }
    }

    private func record(
        _ event: SessionEvent,
        to session: StoredSession,
        _ claim: IdempotencyClaim?,
        at now: Timestamp
    ) -> ChangeResult {
        var changed = session.state
        SessionRules.apply(event, at: now, to: &changed)
        let reply = session.rendering(of: changed)
        let use = claim?.use(status: 200, reply: .body(reply))
        var events = [Event(at: now, .sessionChanged(session.id, event))]
        if let use {
            events.append(Event(at: now, .idempotencyKeyUsed(use)))
        }
        switch record(events, at: now, from: .ordinary) {
        case .success(let sequence):
            return .recorded(sequence: sequence, at: now, reply: reply, use: use)
        case .failure(let reason):
            return .not(.unavailable(reason), after: 0)
        }
    }
}
