package import Checkout

/// The one function by which events change a shard, at run time and at recovery.
extension ShardState {
    /// Applies an event as far as it is about this shard; what belongs to others is passed over.
    ///
    /// `index` says where the event stands in the record of this sequence.
    package mutating func apply(_ event: Event, at sequence: UInt64, index: Int = 0) {
        switch event.fact {
        case .sessionCreated(let created) where owns(created.fields.id):
            insert(StoredSession(created, at: event.at, sequence: sequence))
        case .sessionChanged(let id, let change) where owns(id):
            apply(change, to: id, at: event.at, sequence: sequence)
        case .sessionsLeft(let sessions):
            for id in sessions where owns(id) {
                remove(id, sequence: sequence)
            }
        case .idempotencyKeyUsed(let use) where owns(identity: use.key):
            remember(use, at: event.at, sequence: sequence)
        case .idempotencyKeysLapsed(let time):
            forgetKeys(firstUsedThrough: time)
        case .deliveryChanged(let id, let change) where owns(id.session):
            apply(change, of: id, at: event.at, sequence: sequence, index: index)
        case .paymentStepped(let id, let attempt) where owns(id):
            apply(attempt, to: id, at: event.at, sequence: sequence)
        case .subscriptionStepped(let id, let subscription) where owns(id):
            apply(subscription, to: id, at: event.at, sequence: sequence)
        case .eventsLeft(let time):
            forgetEvents(endedThrough: time)
        case .sessionCreated, .sessionChanged, .deliveryChanged, .paymentStepped, .subscriptionStepped,
            .idempotencyKeyUsed, .directoryChanged:
            break
        }
    }

    func owns(_ id: SessionID) -> Bool {
        router.shard(ofStripe: Int(id.stripe)) == index
    }

    func owns(identity: UInt128) -> Bool {
        router.shard(ofStripe: ShardRouter.stripe(ofIdentity: identity)) == index
    }

    private mutating func remember(_ use: IdempotencyUse, at time: Timestamp, sequence: UInt64) {
        let reply: IdempotencyRecord.Reply
        switch use.reply {
        case .session(let id):
            guard let stored = self.session(id) else {
                preconditionFailure("the session that a key made stands in the same record and stripe")
            }
            reply = .session(stored)
        case .body(let body):
            reply = .body(body)
        case .sealed(let sealed):
            reply = .sealed(sealed)
        }
        let record = IdempotencyRecord(
            fingerprint: use.request,
            firstUsedAt: time,
            sequence: sequence,
            reply: reply,
            status: use.status
        )
        remember(use.key, record)
    }
}
