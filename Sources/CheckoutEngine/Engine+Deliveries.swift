package import Checkout
import WriteAheadLog

/// Events: sending them on, and showing what came of them.
extension Engine {
    /// Gives events that are due to this outlet from now on; set before the engine begins.
    package func send(to outlet: any EventOutlet) {
        context.outlet = outlet
    }

    /// Puts down what came of an event that the outlet has taken.
    ///
    /// `complete` is told, on the reactor that called or on the first one, whether that is durable; if it is not, there
    /// is no room, and the report must be made again later.
    package func report(_ report: DeliveryReport, of id: EventID, then complete: @escaping @Sendable (Bool) -> Void) {
        let gate = gateOfCaller
        shard(ofStripe: Int(id.session.stripe))
            .enterAlways { shard in
                let isRecorded = shard.record(report, of: id)
                gate.hold(until: isRecorded ? shard.context.log.lastSequence : 0, of: shard.context.log) {
                    complete(isRecorded)
                }
            }
    }

    /// Raises events of a merchant's sessions even without a destination, or does so no more.
    package func listen(to merchant: MerchantID, _ keyMode: KeyMode, isListening: Bool) {
        context.audience.listen(to: merchant, keyMode, isListening: isListening)
    }

    /// An event as it is now; nil if there is none of this identifier for this merchant.
    package func readEvent(
        _ id: EventID,
        merchant: MerchantID,
        keyMode: KeyMode,
        then complete: @escaping @Sendable (Result<StoredEvent?, Unavailability>) -> Void
    ) {
        visit(id, complete) { shard in
            let event = shard.findEvent(id, merchant, keyMode)
            return .success((event, event?.lastSequence ?? 0))
        }
    }

    /// An event as it is now, whosever it is; nil if there is none of this identifier.
    package func event(_ id: EventID) async throws(Unavailability) -> StoredEvent? {
        try await withCheckedContinuation { continuation in
            visit(id) {
                continuation.resume(returning: $0)
            } _: { shard in
                let event = shard.state.event(id)
                return .success((event, event?.lastSequence ?? 0))
            }
        }
        .get()
    }

    /// Sends an event again, now and from the schedule's beginning; nil if there is none of this identifier.
    package func resendEvent(
        _ id: EventID,
        merchant: MerchantID,
        keyMode: KeyMode,
        then complete: @escaping @Sendable (Result<StoredEvent?, Unavailability>) -> Void
    ) {
        visit(id, complete) { shard in
            guard let event = shard.findEvent(id, merchant, keyMode) else {
                return .success((nil, 0))
            }
            guard let resent = shard.resend(event) else {
                return .failure(.storage)
            }
            return .success((resent, resent.lastSequence))
        }
    }

    /// Sends again all events of a merchant whose delivery failed at `time` or later, or came to nothing for want of a
    /// destination, and says how many those are.
    ///
    /// However many there are: a shard looks at ``Limits/eventsPerResendTurn`` of them, and lets others in before it
    /// goes on.
    package func resendFailedEvents(
        of merchant: MerchantID,
        _ keyMode: KeyMode,
        since time: Timestamp
    ) async throws(Unavailability) -> Int {
        var count = 0
        var last: UInt64 = 0
        for shard in shards {
            var place: UInt64? = .max
            while let upTo = place {
                let turn = try await shard.resendFailed(merchant, keyMode, since: time, upTo: upTo).get()
                count += turn.resent
                last = max(last, turn.sequence)
                place = turn.next
            }
        }
        await shards[0].untilDurable(last)
        return count
    }

    /// Makes a page of a merchant's events, newest first, merged over all shards.
    package func listEvents(
        _ query: EventQuery,
        then complete: @escaping @Sendable (Result<Page<StoredEvent>, Unavailability>) -> Void
    ) {
        let upTo = query.before.map { $0 - 1 } ?? StoredEvent.place(of: context.log.lastSequence, index: 1023)
        page(limit: query.limit, then: complete) { shard, looks in
            shard.page(of: query, upTo: upTo, looks: looks)
        }
    }

    private func visit(
        _ id: EventID,
        _ complete: @escaping @Sendable (Result<StoredEvent?, Unavailability>) -> Void,
        _ look: @escaping @Sendable (isolated Shard) -> Result<(StoredEvent?, UInt64), Unavailability>
    ) {
        let gate = gateOfCaller
        let isTaken = shard(ofStripe: Int(id.session.stripe))
            .enter { shard in
                let result = look(shard)
                let sequence = (try? result.get().1) ?? 0
                gate.hold(until: sequence, of: shard.context.log) { complete(result.map(\.0)) }
            }
        if !isTaken {
            complete(.failure(.overloaded))
        }
    }
}
