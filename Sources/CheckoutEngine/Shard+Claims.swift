import Checkout

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
        asker.tell(.replayed(status: Int(record.status), body: record.body), after: record.sequence)
        return false
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
