import Checkout
import Reactors
import Synchronization

/// Who follows which merchant's sessions; told by shards of every record.
///
/// Where nobody follows anything a record costs one look at a number; where more is followed than is told one by one,
/// one look into a table.
final class SessionFeed: Sendable {
    private let count = Atomic<Int>(0)
    private let gatherings = Mutex<[ListingKey: NewsGathering]>([:])
    private let durableSequence: @Sendable () -> UInt64

    /// Tells what happened up to the record that this names as the last durable one.
    init(durableSequence: @escaping @Sendable () -> UInt64) {
        self.durableSequence = durableSequence
    }

    /// Whether anybody follows anybody.
    var isFollowed: Bool {
        count.load(ordering: .acquiring) > 0
    }

    /// Takes a follower in; false if there are too many, of this merchant or in all.
    ///
    /// What was gathered just before for those who follow already, it hears as well.
    func add(_ listener: NewsListener) -> Bool {
        gatherings.withLock { gatherings in
            let ofMerchant = KeyMode.allCases.reduce(0) { sum, keyMode in
                let key = ListingKey(merchant: listener.key.merchant, keyMode: keyMode)
                return sum + (gatherings[key]?.listeners.count ?? 0)
            }
            guard ofMerchant < Limits.followersPerMerchant, count.load(ordering: .relaxed) < Limits.followers else {
                return false
            }
            gatherings[listener.key, default: NewsGathering()].listeners.append(listener)
            count.add(1, ordering: .releasing)
            return true
        }
    }

    /// Lets a follower go, if it is still there.
    func remove(_ listener: NewsListener) {
        listener.end(telling: false)
        forget { $0 === listener }
    }

    /// Ends everybody who follows under a key.
    func end(followersUnder key: KeyID) {
        for listener in forget({ $0.apiKey == key }) { listener.end(telling: true) }
    }

    /// Whether something waits to be told to those who follow these sessions.
    func isWaiting(_ key: ListingKey) -> Bool {
        gatherings.withLock { $0[key]?.isWaiting ?? false }
    }

    /// Notes that the record of this sequence has made or changed a session, for those who follow it.
    ///
    /// They are told once that is durable. `session` gives it as it is now, and is asked only if that is to be told.
    func note(_ key: ListingKey, at sequence: UInt64, _ session: () -> StoredSession?) {
        let reactor = gatherings.withLock { gatherings -> Reactor? in
            guard let place = gatherings.index(forKey: key) else { return nil }
            let isFirst = gatherings.values[place].add(at: sequence, session)
            return isFirst ? gatherings.values[place].listeners.first?.reactor : nil
        }
        guard let reactor else { return }
        reactor.post { self.schedule(key, on: reactor) }
    }

    /// Has what is gathered told in a moment, to whoever follows then; on that reactor.
    private func schedule(_ key: ListingKey, on reactor: Reactor) {
        _ = reactor.schedule(at: reactor.now + .milliseconds(Limits.newsMilliseconds)) { [weak reactor] in
            if self.tellDurable(key), let reactor { self.schedule(key, on: reactor) }
        }
    }

    /// Tells what is durable of what was gathered; true if more waits, which is to be told in a moment.
    func tellDurable(_ key: ListingKey) -> Bool {
        let (news, listeners, isMoreWaiting) = gatherings.withLock { gatherings -> (FeedNews?, [NewsListener], Bool) in
            // Told already, if all have gone meanwhile and others have come.
            guard let place = gatherings.index(forKey: key), gatherings.values[place].isWaiting else {
                return (nil, [], false)
            }
            let news = gatherings.values[place].take(durableThrough: durableSequence())
            return (news, gatherings.values[place].listeners, gatherings.values[place].isWaiting)
        }
        if let news {
            for listener in listeners { listener.tell(news) }
        }
        return isMoreWaiting
    }

    @discardableResult
    private func forget(_ isMeant: (NewsListener) -> Bool) -> [NewsListener] {
        gatherings.withLock { gatherings in
            var forgotten: [NewsListener] = []
            for (key, gathering) in gatherings {
                let meant = gathering.listeners.filter(isMeant)
                guard !meant.isEmpty else { continue }
                forgotten += meant
                let rest = gathering.listeners.filter { !isMeant($0) }
                if rest.isEmpty { gatherings[key] = nil } else { gatherings[key]?.listeners = rest }
            }
            count.subtract(forgotten.count, ordering: .releasing)
            return forgotten
        }
    }
}
