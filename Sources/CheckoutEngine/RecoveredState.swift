import Checkout
import Snapshots

/// What the disk held when the service started.
struct RecoveredState {
    var directory = Directory()
    var shards: [ShardState]

    /// The last record that is in it.
    var sequence: UInt64 = 0

    /// The newest time that stands in snapshot or log.
    var newest = Timestamp(secondsSinceEpoch: 0)

    /// Names the encryption key, as the first line of the snapshot does; nil without a snapshot.
    var fingerprint: [UInt8]?

    /// The snapshot that it began with.
    var snapshot: SnapshotProgress

    /// The last line of that snapshot; nil without one.
    var footer: SnapshotFooter?

    /// Whether the snapshot holds what was counted.
    private var hasTallies = false

    private let router: ShardRouter

    init(router: ShardRouter) {
        self.router = router
        shards = ShardState.all(of: router)
        snapshot = SnapshotProgress(sequence: 0, takenAt: newest, bytes: 0, fileBytes: 0, loggedBytes: 0)
    }
}

extension RecoveredState {
    /// Takes what a line of a snapshot says; throws for one that contradicts those before it.
    mutating func take(_ content: SnapshotContent) throws {
        let entity = try SnapshotEntity(content) { id in
            shards[router.shard(ofStripe: Int(id.stripe))].session(id)
        }
        switch entity {
        case .merchant(let merchant):
            try require(directory.restore(merchant), "the merchant \(merchant.id.text) is there already")
        case .key(let key):
            try require(directory.restore(key), "the key \(key.id.text) is there already, or its merchant is not")
        case .signIns(let merchant, let signIns):
            try require(directory.restore(signIns, of: merchant), "the sign-ins do not fit the merchant's keys")
        case .logo(let merchant, let logo):
            try require(directory.restore(logo, of: merchant), "the logo is there already, or its merchant is not")
        case .tally(let line):
            try take(line)
        case .session(let session):
            let shard = router.shard(ofStripe: Int(session.id.stripe))
            try require(shards[shard].session(session.id) == nil, "the session \(session.id.text) is there already")
            try require(directory.merchant(session.merchant) != nil, "the session's merchant is not there")
            shards[shard].restore(session)
        case .event(let event):
            let shard = router.shard(ofStripe: Int(event.session.id.stripe))
            try require(shards[shard].event(event.id) == nil, "the event \(event.id.text) is there already")
            shards[shard].restore(event)
        case .payment(let payment):
            let shard = router.shard(ofStripe: Int(payment.session.stripe))
            try require(shards[shard].session(payment.session) != nil, "a payment's session is not there")
            try require(shards[shard].payment(of: payment.session) == nil, "a session's payment is there already")
            shards[shard].restore(payment)
        case .subscription(let stored):
            let shard = router.shard(ofStripe: Int(stored.session.id.stripe))
            try require(
                shards[shard].subscription(of: stored.session.id) == nil,
                "the subscription \(stored.id.text) is there already"
            )
            shards[shard].restore(stored)
        case .idempotency(let identity, let record):
            let shard = router.shard(ofStripe: ShardRouter.stripe(ofIdentity: identity))
            try require(shards[shard].idempotencyRecord(identity) == nil, "the idempotency key is there already")
            shards[shard].remember(identity, record)
        }
    }

    /// Tallies are added up over all shards whenever somebody looks: so any shard can have those of before.
    private mutating func take(_ line: TallyLine) throws {
        let key = ListingKey(merchant: line.merchant, keyMode: line.keyMode)
        try require(directory.merchant(line.merchant) != nil, "the tally's merchant is not there")
        try require(shards[0].tallies[key]?.days.isEmpty ?? true, "the merchant's tally is there already")
        shards[0].tallies[key, default: MerchantTally()].add(line.days)
        hasTallies = true
    }

    /// Puts in order what a snapshot does not hold in order; called once, behind its last line.
    mutating func finishSnapshot() {
        for index in shards.indices {
            shards[index].sortRestored()
            // Nobody counted when this snapshot was written, or there was nothing to count.
            if !hasTallies { shards[index].tallyRestored() }
        }
    }

    /// Applies a record of the log; throws for one that cannot follow on what is there.
    mutating func apply(_ record: ReplayedRecord, sequence: UInt64) throws {
        newest = max(newest, record.latest ?? newest)
        for (index, step) in record.steps.enumerated() {
            switch step {
            case .insert(let session): try insert(session)
            case .apply(let event): try apply(event, sequence, index)
            }
        }
        self.sequence = sequence
    }

    private mutating func insert(_ session: StoredSession) throws {
        try require(directory.merchant(session.merchant) != nil, "a session's merchant is not there")
        let index = router.shard(ofStripe: Int(session.id.stripe))
        try require(shards[index].session(session.id) == nil, "an event does not follow on the sessions that are there")
        shards[index].insert(session)
    }

    private mutating func apply(_ event: Event, _ sequence: UInt64, _ index: Int) throws {
        switch event.fact {
        case .directoryChanged(let change):
            try require(directory.accepts(change), "an event of the directory does not follow on what is there")
            directory.apply(change, at: event.at)
        case .sessionCreated(let created):
            try insert(StoredSession(created, at: event.at, sequence: sequence))
        case .sessionChanged(let id, _), .paymentStepped(let id, _), .subscriptionStepped(let id, _):
            try apply(event, sequence, index, toStripe: Int(id.stripe))
        case .deliveryChanged(let id, _):
            try apply(event, sequence, index, toStripe: Int(id.session.stripe))
        case .idempotencyKeyUsed(let use):
            try apply(event, sequence, index, toStripe: ShardRouter.stripe(ofIdentity: use.key))
        case .sessionsLeft, .idempotencyKeysLapsed, .eventsLeft:
            for shard in shards.indices {
                try apply(event, sequence, index, toShard: shard)
            }
        }
    }

    private mutating func apply(_ event: Event, _ sequence: UInt64, _ index: Int, toStripe stripe: Int) throws {
        try apply(event, sequence, index, toShard: router.shard(ofStripe: stripe))
    }

    private mutating func apply(_ event: Event, _ sequence: UInt64, _ index: Int, toShard shard: Int) throws {
        try require(shards[shard].accepts(event), "an event does not follow on the sessions that are there")
        shards[shard].apply(event, at: sequence, index: index)
    }

    /// Checks what must be true of every session.
    func checkInvariants() throws {
        for shard in shards {
            try shard.checkInvariants()
        }
    }

    private func require(_ isTrue: Bool, _ otherwise: String) throws {
        if !isTrue {
            throw RecoveryContradiction(description: otherwise)
        }
    }
}

/// What was read is well-formed and cannot be true.
struct RecoveryContradiction: Error, CustomStringConvertible {
    let description: String
}
