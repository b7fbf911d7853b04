import Checkout
import DequeModule
import HeapModule
import Reactors
import WriteAheadLog

/// What time does: expiry, leaving, lapsing. Each is an event in the log, so that replay never reads a clock.
extension Shard {
    /// The session as time has left it; nil if its expiry is due and cannot be logged.
    func expireIfDue(_ session: StoredSession, at now: Timestamp) -> StoredSession? {
        guard session.state.isDue(at: now) else {
            return session
        }
        return expire([session], at: now) ? state.session(session.id) : nil
    }

    /// Logs the expiry of sessions that are due, from the reserve if need be; false if even that is full.
    func expire(_ sessions: [StoredSession], at now: Timestamp) -> Bool {
        var rest = sessions[...]
        while !rest.isEmpty {
            let events = rest.prefix(Limits.dueEventsPerRecord).map { Event(at: now, .sessionChanged($0.id, .expired)) }
            guard case .success = record(events, at: now, from: .reserve) else {
                return false
            }
            rest = rest.dropFirst(Limits.dueEventsPerRecord)
        }
        return true
    }

    /// Looks at what is due once a second from now on, and goes on at once while there is more.
    func beginTicks() {
        lookAtUnfinishedPayments()
        lookAtLiveSubscriptions()
        scheduleTick(afterMilliseconds: Limits.dueTickMilliseconds)
    }

    private func scheduleTick(afterMilliseconds milliseconds: Int64) {
        home.post { [self] in
            _ = home.schedule(at: home.now + .milliseconds(milliseconds)) { [self] in
                enterAlways { $0.tick() }
            }
        }
    }

    private func tick() {
        guard !isEnding else {
            return
        }
        let hasMore = doDueWork()
        scheduleTick(afterMilliseconds: hasMore ? 0 : Limits.dueTickMilliseconds)
    }

    /// Does some of what is due; true if there is more.
    func doDueWork() -> Bool {
        let now = context.clock.now()
        let hasMoreDeadlines = expireDueSessions(at: now)
        let hasMoreDepartures = letSessionsLeave(at: now)
        let hasMoreEvents = sendDueEvents(at: now)
        let hasMorePayments = tellDuePayments(at: now)
        let hasMoreSubscriptions = goOnWithDueSubscriptions(at: now)
        letEventsLeave(at: now)
        lapseKeys(at: now)
        return hasMoreDeadlines || hasMoreDepartures || hasMoreEvents || hasMorePayments || hasMoreSubscriptions
    }

    private func expireDueSessions(at now: Timestamp) -> Bool {
        var due: [StoredSession] = []
        var looked = 0
        while let deadline = state.deadlines.min, deadline.at <= now, looked < Limits.dueEventsPerRecord {
            state.deadlines.removeMin()
            looked += 1
            if let session = state.session(deadline.subject), session.state.isDue(at: now) {
                due.append(session)
            }
        }
        guard due.isEmpty || expire(due, at: now) else {
            for session in due {
                state.deadlines.insert(Deadline(at: session.state.expiresAt, subject: session.id))
            }
            return false
        }
        return looked == Limits.dueEventsPerRecord
    }

    private func letSessionsLeave(at now: Timestamp) -> Bool {
        let ended = now - context.settings.keepSessionsSeconds
        let due = state.departures.prefix(Limits.dueEventsPerRecord).prefix { $0.endedAt <= ended }.map(\.subject)
        // Recovery leaves those in the queue that had left before. One whose merchant is still to be told, or whose
        // payment or subscription is unfinished, stays, and comes back into the queue when that has ended.
        var leaving: [SessionID] = []
        var seen: Set<SessionID> = []
        for id in due {
            guard let session = state.session(id), let since = state.keptSince(session), since <= ended,
                !hasUnfinishedBusiness(id)
            else {
                continue
            }
            // The queue may hold one twice.
            if seen.insert(id).inserted { leaving.append(id) }
        }
        if !leaving.isEmpty {
            guard case .success = record([Event(at: now, .sessionsLeft(leaving))], at: now, from: .ordinary) else {
                return false
            }
        }
        state.departures.removeFirst(due.count)
        return due.count == Limits.dueEventsPerRecord
    }

    private func hasUnfinishedBusiness(_ id: SessionID) -> Bool {
        state.event(of: id)?.state.status == .pending || state.payment(of: id)?.attempt.stage.isUnfinished ?? false
            || state.subscriptionEvents(of: id).contains { $0.state.status == .pending }
    }

    private func letEventsLeave(at now: Timestamp) {
        let ended = now - Checkout.Limits.eventsKeptSeconds
        guard let oldest = state.eventDepartures.first, oldest.endedAt <= ended else {
            return
        }
        _ = record([Event(at: now, .eventsLeft(endedThrough: ended))], at: now, from: .ordinary)
    }

    private func lapseKeys(at now: Timestamp) {
        let firstUsed = now - Checkout.Limits.idempotencySeconds
        guard let oldest = state.lapses.first, oldest.firstUsedAt <= firstUsed else {
            return
        }
        _ = record([Event(at: now, .idempotencyKeysLapsed(through: firstUsed))], at: now, from: .ordinary)
    }
}
