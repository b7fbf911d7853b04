import Checkout

/// Requests that are done once under an idempotency key, wherever that is.
extension Engine {
    /// Changes a session's status.
    package func submit(_ request: ChangeSession, then complete: @escaping Shard.Completion) {
        change(request, then: complete)
    }

    /// Cancels a subscription.
    package func submit(_ request: CancelSubscription, then complete: @escaping Shard.Completion) {
        change(request, then: complete)
    }

    /// Sends an event again.
    package func submit(_ request: ResendEvent, then complete: @escaping Shard.Completion) {
        change(request, then: complete)
    }

    /// Changes a merchant's settings.
    package func submit(_ request: ChangeMerchant, then complete: @escaping Shard.Completion) {
        let work = KeyedWork(refusal: request.changes == nil ? .invalid : nil, isRecordedElsewhere: true) {
            [directory] finish in
            directory.change(request, then: finish)
            return true
        }
        perform(work, under: request.claim, then: complete)
    }

    /// Does what is no record of its own.
    package func submit(_ request: KeyedOperation, then complete: @escaping Shard.Completion) {
        let work = KeyedWork(refusal: request.isUnderstood ? nil : .invalid, isRecordedElsewhere: false) { finish in
            request.begin { result in
                switch result {
                case .success(let reply): finish(.done(reply: reply))
                case .failure(let reason): finish(.not(.unavailable(reason), after: 0))
                }
            }
            return true
        }
        perform(work, under: request.claim, then: complete)
    }

    private func change(_ request: some ShardChange, then complete: @escaping Shard.Completion) {
        let sessionShard = request.session.map { shard(ofStripe: Int($0.stripe)) }
        let refusal: Outcome? = request.isUnderstood ? (sessionShard == nil ? .notFound : nil) : .invalid
        let work = KeyedWork(refusal: refusal, isRecordedElsewhere: true) { finish in
            sessionShard?.enter { shard in finish(request.perform(in: shard)) } ?? false
        }
        perform(work, under: request.claim, then: complete)
    }

    private func perform(
        _ work: KeyedWork,
        under claim: IdempotencyClaim?,
        then complete: @escaping Shard.Completion
    ) {
        let asker = asker(complete)
        let isTaken: Bool
        if let claim {
            isTaken = shard(ofStripe: ShardRouter.stripe(ofIdentity: claim.identity))
                .enter { $0.perform(work, under: claim, for: asker) }
        } else if let refusal = work.refusal {
            complete(refusal)
            return
        } else {
            isTaken = work.begin { asker.tell($0) }
        }
        if !isTaken {
            complete(.unavailable(.overloaded))
        }
    }
}
