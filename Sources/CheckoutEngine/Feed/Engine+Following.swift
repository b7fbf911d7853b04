package import Checkout
import WriteAheadLog

extension Engine {
    /// Tells somebody of a merchant's new sessions and changes of status from now on, as far as they are durable.
    ///
    /// What has happened is gathered for ``Limits/newsMilliseconds`` and then told on the reactor that called, or on
    /// the first one. Nil if too many follow already, or the key opens nothing any more. Whoever shows a list follows
    /// first and makes the list then, so that nothing falls between the two; or notes ``lastSequence`` before it makes
    /// the list, and looks again if that is another one behind this.
    package func follow(
        _ merchant: MerchantID,
        _ keyMode: KeyMode,
        as key: KeyID,
        onNews: @escaping @Sendable (FeedNews) -> Void
    ) -> Follower? {
        let listener = NewsListener(
            ListingKey(merchant: merchant, keyMode: keyMode),
            as: key,
            on: gateOfCaller.reactor,
            onNews: onNews
        )
        guard context.feed.add(listener) else { return nil }
        let follower = Follower(feed: context.feed, listener: listener)
        // Looked at behind that, so that a key which is revoked now is met here or there.
        guard directory.isActive(key) else {
            follower.cancel()
            return nil
        }
        return follower
    }

    /// The last record's number, durable or not, whosever it is about: while it stays the same, nothing has happened.
    package var lastSequence: UInt64 { context.log.lastSequence }
}

/// Telling followers.
extension Shard {
    /// Notes for those who follow what a record has done to sessions.
    func tellFollowers(_ events: [Event], after sequence: UInt64) {
        for event in events {
            switch event.fact {
            case .sessionCreated(let created):
                let key = ListingKey(merchant: created.merchant, keyMode: created.fields.keyMode)
                context.feed.note(key, at: sequence) { state.session(created.fields.id) }
            case .sessionChanged(let id, _):
                guard let session = state.session(id) else { continue }
                context.feed.note(ListingKey(of: session), at: sequence) { session }
            case .sessionsLeft, .idempotencyKeyUsed, .idempotencyKeysLapsed, .deliveryChanged, .paymentStepped,
                .subscriptionStepped, .eventsLeft, .directoryChanged:
                continue
            }
        }
    }
}
