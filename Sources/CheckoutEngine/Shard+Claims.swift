import Checkout
import WriteAheadLog

/// Idempotency keys: who is first, who waits, who is replayed, who conflicts.
extension Shard {
    /// Looks a claim up and answers it unless it is a first use.
    ///
    /// True if the caller is first and must go on. Otherwise the asker is or will be told, or `retry` runs once the
    /// first request is done.
    func isFirst(
        _ claim: IdempotencyClaim,
        at now: Timestamp,
        for asker: Asker,
        retry: @escaping @Sendable () -> Void
    ) -> Bool {
        if let reservation = reservations[claim.identity] {
            meet(reservation, claim, for: asker, retry: retry)
            return false
        }
        guard let record = state.idempotencyRecord(claim.identity), !record.hasLapsed(at: now) else {
            return true
        }
        guard record.fingerprint == claim.fingerprint else {
            asker.tell(.keyReused)
            return false
        }
        replay(record, of: claim.identity, for: asker)
        return false
    }

    private func replay(_ record: IdempotencyRecord, of identity: UInt128, for asker: Asker) {
        // What was sealed here is opened here: start-up has refused any other encryption key.
        guard let body = try? record.body(of: identity, openedBy: context.vault) else {
            asker.tell(.unavailable(.storage))
            return
        }
        asker.tell(.replayed(status: Int(record.status), body: body), after: record.sequence)
    }

    private func meet(
        _ reservation: Reservation,
        _ claim: IdempotencyClaim,
        for asker: Asker,
        retry: @escaping @Sendable () -> Void
    ) {
        if reservation.fingerprint != claim.fingerprint {
            asker.tell(.keyReused)
        } else if reservation.retries.count >= Limits.waitersPerKey {
            asker.tell(.unavailable(.overloaded))
        } else {
            reservations[claim.identity]?.retries.append(retry)
        }
    }

    /// Claims the key in this shard, has the work done, and remembers the reply.
    ///
    /// Where the work is a record, the key's use stands in that, so that no crash can part them; this shard applies its
    /// part when the work is done.
    func perform(_ work: KeyedWork, under claim: IdempotencyClaim, for asker: Asker) {
        let isFirst = isFirst(claim, at: context.clock.now(), for: asker) {
            self.enterAlways { $0.perform(work, under: claim, for: asker) }
        }
        guard isFirst else {
            return
        }
        if let refusal = work.refusal {
            asker.tell(refusal)
            return
        }
        guard context.hasIdempotencyRoom else {
            asker.tell(.unavailable(.idempotencyFull))
            return
        }
        reservations[claim.identity] = Reservation(
            fingerprint: claim.fingerprint,
            isRecordedElsewhere: work.isRecordedElsewhere
        )
        let isTaken = work.begin { result in
            self.enterAlways { $0.finish(claim, result, asker) }
        }
        if !isTaken {
            finish(claim, .not(.unavailable(.overloaded), after: 0), asker)
        }
    }

    private func finish(_ claim: IdempotencyClaim, _ result: ChangeResult, _ asker: Asker) {
        switch result {
        case .recorded(let sequence, let at, _, let use):
            // The work's shard applied the key's event already if it is this one.
            if let use, state.idempotencyRecord(claim.identity)?.sequence != sequence {
                noteCut(before: sequence)
                apply(Event(at: at, .idempotencyKeyUsed(use)), at: sequence, index: 1)
            }
            cut.didFinish(claim.identity, at: sequence, record: state.idempotencyRecord(claim.identity))
            asker.tell(result)
        case .done(let reply):
            asker.tell(remember(reply, of: claim))
        case .not:
            cut.didFinish(claim.identity, at: 0, record: nil)
            asker.tell(result)
        }
        release(claim)
    }

    /// Logs what was answered to a key, from the reserve, since what it stands for is done.
    private func remember(_ reply: [UInt8], of claim: IdempotencyClaim) -> ChangeResult {
        let now = context.clock.now()
        let use = claim.use(status: 200, reply: .body(reply))
        return switch record([Event(at: now, .idempotencyKeyUsed(use))], at: now, from: .reserve) {
        case .success(let sequence): .recorded(sequence: sequence, at: now, reply: reply, use: use)
        case .failure(let reason): .not(.unavailable(reason), after: 0)
        }
    }

    /// Ends a reservation and lets those who waited for it try again: they replay it, or the first of them is first.
    func release(_ claim: IdempotencyClaim) {
        guard let reservation = reservations.removeValue(forKey: claim.identity) else {
            preconditionFailure("a key is released by who reserved it")
        }
        for retry in reservation.retries {
            retry()
        }
    }
}
