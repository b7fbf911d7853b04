import Checkout

/// Reading sessions: one by its identifier, or this shard's part of a page.
extension Shard {
    /// The session if it is this merchant's and of this mode; another's looks like none.
    func find(_ id: SessionID, _ merchant: MerchantID, _ keyMode: KeyMode) -> StoredSession? {
        // Not through the state's own method, for which the whole state is copied: 700 instructions of a read.
        let slot = state.router.slot(ofStripe: Int(id.stripe))
        guard let session = state.stripes[slot].sessions[id.random], session.id == id, session.merchant == merchant,
            session.keyMode == keyMode
        else {
            return nil
        }
        return session
    }

    /// Hands the session over as it is now, once that is durable.
    func read(_ id: SessionID, _ merchant: MerchantID, _ keyMode: KeyMode, for asker: Asker) {
        guard let session = find(id, merchant, keyMode) else {
            asker.tell(.notFound, after: state.lastRemoval)
            return
        }
        guard let current = expireIfDue(session, at: context.clock.now()) else {
            asker.tell(.unavailable(.storage))
            return
        }
        asker.tell(.done(current.rendering()), after: current.lastSequence)
    }

    /// Looks through at most `looks` sessions from `upTo` down; nil if an expiry that is due cannot be logged.
    func page(of query: SessionQuery, upTo sequence: UInt64, looks: Int) -> PagePart<StoredSession>? {
        let now = context.clock.now()
        let (part, due) = look(for: query, upTo: sequence, looks: looks, at: now)
        guard !due.isEmpty else {
            return part
        }
        // Their status is judged when the page is made, and none is shown as open after its time.
        guard expire(due, at: now) else {
            return nil
        }
        return look(for: query, upTo: sequence, looks: looks, at: now).part
    }

    private func look(
        for query: SessionQuery,
        upTo sequence: UInt64,
        looks: Int,
        at now: Timestamp
    ) -> (part: PagePart<StoredSession>, due: [StoredSession]) {
        var part = PagePart<StoredSession>()
        var due: [StoredSession] = []
        part.durableFrom = state.lastRemoval
        guard let listing = state.listings[ListingKey(merchant: query.merchant, keyMode: query.keyMode)] else {
            return (part, due)
        }
        let filters = query.filters
        // Sessions of what were two shards once may stand a little out of the order of their times.
        let slack = Limits.timeDisorderSeconds
        let newest =
            filters.createdBefore.map { min(sequence, listing.lastPlace(createdBefore: $0 + slack)) } ?? sequence
        let sought = filters.search.flatMap(SoughtText.init)
        if let id = sought?.session {
            return look(for: id, query, upTo: sequence, at: now)
        }
        let referenceHash = filters.clientReferenceID.map(StoredSession.hash(ofReference:))
        var looked = 0
        listing.walk(from: newest) { session in
            if let after = filters.createdAfter, session.createdAt <= after {
                return session.createdAt > after - slack
            }
            if let before = filters.createdBefore, session.createdAt >= before {
                return true
            }
            guard looked < looks, part.elements.count <= query.limit else {
                part.lookedThrough = session.firstSequence + 1
                return false
            }
            looked += 1
            part.durableFrom = max(part.durableFrom, session.lastSequence)
            guard referenceHash == nil || session.hasReference(filters.clientReferenceID, hash: referenceHash) else {
                return true
            }
            guard filters.mode == nil || session.mode == filters.mode, sought?.matches(session) ?? true else {
                return true
            }
            let isDue = session.state.isDue(at: now)
            if isDue {
                due.append(session)
            }
            // One that is due is judged as what it becomes before the page is made, so that the second look stops where
            // the first one did and meets none that is still to be expired.
            if let status = filters.status, (isDue ? .expired : session.state.status) != status {
                return true
            }
            part.elements.append(session)
            return true
        }
        return (part, due)
    }

    /// Finds the session of an identifier without a walk; only its own shard can have it.
    private func look(
        for id: SessionID,
        _ query: SessionQuery,
        upTo sequence: UInt64,
        at now: Timestamp
    ) -> (part: PagePart<StoredSession>, due: [StoredSession]) {
        var part = PagePart<StoredSession>()
        part.durableFrom = state.lastRemoval
        guard state.owns(id), let session = find(id, query.merchant, query.keyMode),
            session.firstSequence <= sequence, query.filters.fits(session, at: now)
        else {
            return (part, [])
        }
        part.durableFrom = max(part.durableFrom, session.lastSequence)
        part.elements = [session]
        return (part, session.state.isDue(at: now) ? [session] : [])
    }
}
