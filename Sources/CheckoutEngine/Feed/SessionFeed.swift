import Checkout
import Reactors
import Synchronization

/// Who follows which merchant's sessions; asked by shards behind every record.
///
/// Where nobody follows anything a record costs one look at a number.
final class SessionFeed: Sendable {
    private let count = Atomic<Int>(0)
    private let gatherings = Mutex<[ListingKey: [NewsGathering]]>([:])

    /// Whether anybody follows anybody.
    var isFollowed: Bool {
        count.load(ordering: .acquiring) > 0
    }

    /// Takes a follower in; false if there are too many, of this merchant or in all.
    func add(_ gathering: NewsGathering) -> Bool {
        gatherings.withLock { gatherings in
            let ofMerchant = KeyMode.allCases.reduce(0) { sum, keyMode in
                sum + (gatherings[ListingKey(merchant: gathering.key.merchant, keyMode: keyMode)]?.count ?? 0)
            }
            guard ofMerchant < Limits.followersPerMerchant, count.load(ordering: .relaxed) < Limits.followers else {
                return false
            }
            gatherings[gathering.key, default: []].append(gathering)
            count.add(1, ordering: .releasing)
            return true
        }
    }

    /// Lets a follower go, if it is still there.
    func remove(_ gathering: NewsGathering) {
        gathering.end(telling: false)
        forget { $0 === gathering }
    }

    /// Ends everybody who follows under a key.
    func end(followersUnder key: KeyID) {
        for gathering in forget({ $0.apiKey == key }) { gathering.end(telling: true) }
    }

    /// Which of these somebody follows.
    func followed(among sessions: [StoredSession]) -> [StoredSession] {
        gatherings.withLock { gatherings in sessions.filter { gatherings[ListingKey(of: $0)] != nil } }
    }

    /// Tells followers of sessions that have changed, now that this is durable.
    func tell(_ sessions: [StoredSession]) {
        for session in sessions {
            let followers = gatherings.withLock { $0[ListingKey(of: session)] ?? [] }
            for follower in followers { follower.add(session) }
        }
    }

    @discardableResult
    private func forget(_ isMeant: (NewsGathering) -> Bool) -> [NewsGathering] {
        gatherings.withLock { gatherings in
            var forgotten: [NewsGathering] = []
            for (key, followers) in gatherings {
                let meant = followers.filter(isMeant)
                guard !meant.isEmpty else { continue }
                forgotten += meant
                let rest = followers.filter { !isMeant($0) }
                gatherings[key] = rest.isEmpty ? nil : rest
            }
            count.subtract(forgotten.count, ordering: .releasing)
            return forgotten
        }
    }
}
