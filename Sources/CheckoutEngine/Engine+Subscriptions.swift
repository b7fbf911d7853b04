package import Checkout
import WriteAheadLog

/// Subscriptions: charging them, canceling them, and finding them.
extension Engine {
    /// Has subscriptions charged by this outlet; set before the engine begins.
    package func chargeSubscriptions(through outlet: any SubscriptionOutlet) {
        context.subscriptionOutlet = outlet
    }

    /// Takes a step of a subscription, and returns once it is durable: what it stands before may be done from then on.
    ///
    /// Throws for a step that was not taken, which then has changed nothing.
    package func advance(_ step: SubscriptionStep) async throws(SubscriptionRefusal) -> StoredSubscription {
        let gate = gateOfCaller
        return try await withCheckedContinuation { continuation in
            let isTaken = shard(ofStripe: Int(step.subscription.session.stripe))
                .enter { shard in
                    let result = shard.advance(step)
                    // A refusal, too, tells what stands there.
                    gate.hold(until: shard.context.log.lastSequence, of: shard.context.log) {
                        continuation.resume(returning: result)
                    }
                }
            if !isTaken {
                continuation.resume(returning: .failure(.unavailable(.overloaded)))
            }
        }
        .get()
    }

    /// A subscription, whosever it is, as it is now; nil if there is none of this identifier.
    package func subscription(_ id: SubscriptionID) async throws(Unavailability) -> StoredSubscription? {
        let gate = gateOfCaller
        return try await withCheckedContinuation { continuation in
            let isTaken = shard(ofStripe: Int(id.session.stripe))
                .enter { shard in
                    let stored = shard.state.subscription(of: id.session)
                    let sequence = stored?.lastSequence ?? shard.state.lastRemoval
                    gate.hold(until: sequence, of: shard.context.log) {
                        continuation.resume(returning: Result<_, Unavailability>.success(stored))
                    }
                }
            if !isTaken {
                continuation.resume(returning: .failure(.overloaded))
            }
        }
        .get()
    }

    /// Tells the outlet of a subscription again at this time, if it is not closed then.
    package func lookAgain(at moment: Timestamp, of id: SubscriptionID) {
        shard(ofStripe: Int(id.session.stripe)).enterAlways { $0.lookAgain(at: moment, of: id) }
    }

    /// Reads a subscription as its merchant sees it now.
    package func readSubscription(
        _ id: SubscriptionID,
        merchant: MerchantID,
        keyMode: KeyMode,
        then complete: @escaping Shard.Completion
    ) {
        let asker = asker(complete)
        let isTaken = shard(ofStripe: Int(id.session.stripe)).enter { $0.read(id, merchant, keyMode, for: asker) }
        if !isTaken {
            complete(.unavailable(.overloaded))
        }
    }

    /// Makes a page of a merchant's subscriptions, newest first, merged over all shards.
    package func listSubscriptions(
        _ query: SubscriptionQuery,
        then complete: @escaping @Sendable (Result<Page<StoredSubscription>, Unavailability>) -> Void
    ) {
        let upTo = query.before.map { $0 - 1 } ?? context.log.lastSequence
        page(limit: query.limit, then: complete) { shard, looks in
            shard.page(of: query, upTo: upTo, looks: looks)
        }
    }
}
