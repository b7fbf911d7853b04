import Checkout
import WriteAheadLog

/// Changing sessions, and what a change and its idempotency key come to in the log.
extension Shard {
    /// Decides and records at the session.
    func perform(_ request: ChangeSession) -> ChangeResult {
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
        return record(
            [Event(at: now, .sessionChanged(session.id, event))],
            reply: session.rendering(of: changed),
            claim,
            at: now,
            behind: session.lastSequence
        )
    }

    /// Records a change and its reply under the key; what changes nothing and has no key is only told, once everything
    /// up to `sequence` is durable.
    func record(
        _ change: [Event],
        reply: [UInt8],
        _ claim: IdempotencyClaim?,
        at now: Timestamp,
        behind sequence: UInt64
    ) -> ChangeResult {
        let use = claim?.use(status: 200, reply: .body(reply))
        let events = change + (use.map { [Event(at: now, .idempotencyKeyUsed($0))] } ?? [])
        guard !events.isEmpty else {
            return .not(.done(reply), after: sequence)
        }
        switch record(events, at: now, from: .ordinary) {
        case .success(let sequence):
            return .recorded(sequence: sequence, at: now, reply: reply, use: use)
        case .failure(let reason):
            return .not(.unavailable(reason), after: 0)
        }
    }
}
