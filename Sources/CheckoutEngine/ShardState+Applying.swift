import Checkout
import DequeModule
import HeapModule

/// Changes: each event has one way in, at run time and at recovery alike, and none can fail.
extension ShardState {
    /// Puts a new session down.
    mutating func insert(_ session: StoredSession) {
        stripes[slot(of: session.id)].sessions[session.id.random] = session
        listings[ListingKey(of: session), default: Listing()].append(session)
        counts[session.state.status] += 1
        tallyCreation(of: session)
        schedule(session)
    }

    /// Notes what time will do to a session.
    mutating func schedule(_ session: StoredSession) {
        if let endedAt = session.state.endedAt {
            departures.append(Departure(endedAt: endedAt, subject: session.id))
        } else {
            deadlines.insert(Deadline(at: session.state.expiresAt, subject: session.id))
        }
    }

    /// Applies a change to a session that is here, and returns what it became.
    @discardableResult
    mutating func apply(_ event: SessionEvent, to id: SessionID, at time: Timestamp, sequence: UInt64) -> StoredSession
    {
        guard let session = session(id) else {
            preconditionFailure("an event is about a session that exists")
        }
        var state = session.state
        SessionRules.apply(event, at: time, to: &state)
        let changed = session.replacing(state: state, at: sequence)
        stripes[slot(of: id)].sessions[id.random] = changed
        listings[ListingKey(of: session)]?.replace(changed)
        counts[session.state.status] -= 1
        counts[state.status] += 1
        if let endedAt = state.endedAt, session.state.endedAt == nil {
            departures.append(Departure(endedAt: endedAt, subject: id))
            tallyEnd(of: changed)
        }
        return changed
    }

    /// Takes a final session away, and all that belongs to it.
    mutating func remove(_ id: SessionID, sequence: UInt64) {
        guard let session = session(id) else {
            preconditionFailure("a session that leaves exists")
        }
        forgetEvent(EventID(of: id))
        forgetPayment(of: id)
        forgetSubscription(of: id)
        stripes[slot(of: id)].sessions[id.random] = nil
        let key = ListingKey(of: session)
        listings[key]?.remove(session)
        if listings[key]?.count == 0 {
            listings[key] = nil
        }
        counts[session.state.status] -= 1
        lastRemoval = sequence
    }

    /// Remembers a key and its reply.
    mutating func remember(_ identity: UInt128, _ record: IdempotencyRecord) {
        let lapsed = stripes[slot(ofIdentity: identity)].idempotency.updateValue(record, forKey: identity)
        idempotencyBytes += record.cost - (lapsed?.cost ?? 0)
        lapses.append(Lapse(firstUsedAt: record.firstUsedAt, identity: identity))
    }

    /// Forgets the keys that were first used at `time` or before.
    mutating func forgetKeys(firstUsedThrough time: Timestamp) {
        while let lapse = lapses.first, lapse.firstUsedAt <= time {
            lapses.removeFirst()
            let slot = slot(ofIdentity: lapse.identity)
            // A key used again after its day has a younger record, which stays.
            guard let record = stripes[slot].idempotency[lapse.identity], record.firstUsedAt <= time else {
                continue
            }
            stripes[slot].idempotency[lapse.identity] = nil
            idempotencyBytes -= record.cost
        }
    }
}
