import Checkout
import Reactors
import Synchronization

/// Who follows which merchant's sessions; asked by shards behind every record.
///
/// Where nobody follows anything a record costs one look at a number.
final class SessionFeed: Sendable {
    private let count = Atomic<Int>(0)
    private let gatherings = Mutex<[ListingKey: NewsGathering]>([:])

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

    /// Which of these somebody follows.
    func followed(among sessions: [StoredSession]) -> [StoredSession] {
        gatherings.withLock { gatherings in sessions.filter { gatherings[ListingKey(of: $0)] != nil } }
    }

    /// Whether something waits to be told to those who follow these sessions.
    func isWaiting(_ key: ListingKey) -> Bool {
        gatherings.withLock { $0[key]?.isWaiting ?? false }
    }

    /// Tells followers of sessions that have changed, now that this is durable.
    func tell(_ sessions: [StoredSession]) {
        let begun = gatherings.withLock { gatherings in
            var begun: [(key: ListingKey, reactor: Reactor)] = []
            for session in sessions {
                let key = ListingKey(of: session)
                guard let place = gatherings.index(forKey: key), gatherings.values[place].add(session),
                    let reactor = gatherings.values[place].listeners.first?.reactor
                else { continue }
                begun.append((key, reactor))
            }
            return begun
        }
        for (key, reactor) in begun { schedule(key, on: reactor) }
    }

    /// Has what is gathered told in a moment, to whoever follows then.
    private func schedule(_ key: ListingKey, on reactor: Reactor) {
        reactor.post { [reactor] in
            _ = reactor.schedule(at: reactor.now + .milliseconds(Limits.newsMilliseconds)) { self.tellGathered(key) }
        }
    }

    private func tellGathered(_ key: ListingKey) {
        let told = gatherings.withLock { gatherings -> (news: FeedNews, listeners: [NewsListener])? in
            // Told already, if all have gone meanwhile and others have come.
            guard let place = gatherings.index(forKey: key), gatherings.values[place].isWaiting else { return nil }
            return (gatherings.values[place].take(), gatherings.values[place].listeners)
        }
        guard let told else { return }
        for listener in told.listeners { listener.tell(told.news) }
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
