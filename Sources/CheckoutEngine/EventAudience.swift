import Checkout
import Synchronization

/// Which merchants are told of their sessions: asked by shards whenever one becomes final.
///
/// Shows what is durable, like the directory's view.
final class EventAudience: Sendable {
    /// Who has a destination, and who listens without one.
    private struct Members {
        var subscribed: Set<ListingKey> = []
        var listeners: [ListingKey: Int] = [:]
    }

    private let members = Mutex(Members())

    /// Whether an event is raised when a session of theirs becomes final.
    func contains(_ merchant: MerchantID, _ keyMode: KeyMode) -> Bool {
        let key = ListingKey(merchant: merchant, keyMode: keyMode)
        return members.withLock { $0.subscribed.contains(key) || $0.listeners[key] != nil }
    }

    /// Takes over what merchants have set.
    ///
    /// A destination that is disabled counts: its events come to nothing when they are due, and can be sent again.
    func update(_ merchants: [Merchant]) {
        members.withLock { members in
            for merchant in merchants {
                for keyMode in KeyMode.allCases {
                    let key = ListingKey(merchant: merchant.id, keyMode: keyMode)
                    if merchant[keyMode].webhookURL != nil {
                        members.subscribed.insert(key)
                    } else {
                        members.subscribed.remove(key)
                    }
                }
            }
        }
    }

    /// Somebody listens to a merchant's events, or does so no more.
    func listen(to merchant: MerchantID, _ keyMode: KeyMode, isListening: Bool) {
        let key = ListingKey(merchant: merchant, keyMode: keyMode)
        members.withLock { members in
            let listeners = members.listeners[key, default: 0] + (isListening ? 1 : -1)
            precondition(listeners >= 0, "who stops listening has begun to")
            members.listeners[key] = listeners == 0 ? nil : listeners
        }
    }
}
