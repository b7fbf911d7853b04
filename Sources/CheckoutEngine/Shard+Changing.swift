import Checkout
import WriteAheadLog

/// Changing sessions and subscriptions, with an idempotency key that may live in another shard.
extension Shard {
    /// Claims the key in this shard, has the session's shard do the work, and remembers the reply.
    ///
    /// One record holds the session's event and the key's, so that no crash can part them; this shard applies its part
    /// when the other one is done.
    func change(
        _ request: some ShardChange,
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
        guard request.isUnderstood else {
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
            let result = request.perform(in: shard)
            self.enterAlways { $0.finish(claim, result, asker) }
        }
        if !isTaken {
            finish(claim, .not(.unavailable(.overloaded), after: 0), asker)
        }
    }

    /// A change without a key, or with one that lives here.
    func change(_ request: some ShardChange, for asker: Asker) {
        tell(request.isUnderstood ? request.perform(in: self) : .not(.invalid, after: 0), asker)
    }

    private func finish(_ claim: IdempotencyClaim, _ result: ShardChangeResult, _ asker: Asker) {
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

    private func tell(_ result: ShardChangeResult, _ asker: Asker) {
        switch result {
        case .recorded(let sequence, _, let reply, _):
            asker.tell(.done(reply), after: sequence)
        case .not(let outcome, let sequence):
            asker.tell(outcome, after: sequence)
        }
    }

    /// Decides and records at the session.
    func perform(_ request: ChangeSession) -> ShardChangeResult {
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
    ) -> ShardChangeResult {
        var changed = session.state
        SessionRules.apply(event, at: now, to: &changed)
        return record(
            Event(at: now, .sessionChanged(session.id, event)),
            reply: session.rendering(of: changed),
            claim,
            at: now
        )
    }

    /// Records a change and its reply under the key.
    func record(
        _ event: Event,
        reply: [UInt8],
        _ claim: IdempotencyClaim?,
        at now: Timestamp
    ) -> ShardChangeResult {
        let use = claim?.use(status: 200, reply: .body(reply))
        var events = [event]
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
