package import Checkout
import DequeModule
import HeapModule

/// Everything a shard knows, as a plain value: looked at to decide, changed by `apply` alone.
package struct ShardState: Sendable {
    /// Which stripes are here.
    let router: ShardRouter

    /// Which shard this is.
    let index: Int

    /// The maps, in the order of `ShardRouter.slot(ofStripe:)`.
    var stripes: [Stripe]

    /// Sessions by merchant, for lists.
    var listings: [ListingKey: Listing<StoredSession>] = [:]

    /// Events by merchant, for lists.
    var eventListings: [ListingKey: Listing<StoredEvent>] = [:]

    /// Subscriptions by merchant, for lists.
    var subscriptionListings: [ListingKey: Listing<StoredSubscription>] = [:]

    /// Sessions that time will end, soonest first; one that ended otherwise stays until then and is passed over.
    var deadlines = Heap<Deadline<SessionID>>()

    /// Final sessions in the order of their ends; one with a subscription stands here again when that has ended.
    var departures = Deque<Departure<SessionID>>()

    /// Events that wait for an attempt, soonest first; one that was put off or ended meanwhile is passed over.
    var dueEvents = Heap<Deadline<EventID>>()

    /// Events in the order of their deliveries' ends; one that was sent again since is passed over.
    var eventDepartures = Deque<Departure<EventID>>()

    /// Sessions by the places at which wallets' owners come back, those of earlier attempts included.
    var callbacks: [UInt128: SessionID] = [:]

    /// How many payments somebody still has to look at.
    var unfinishedPayments = 0

    /// How many subscriptions are not closed.
    var liveSubscriptions = 0

    /// Idempotency keys in the order of their first uses.
    var lapses = Deque<Lapse>()

    /// How many sessions stand in each status.
    var counts = StatusCounts()

    /// What each merchant's sessions come to, day by day.
    var tallies: [ListingKey: MerchantTally] = [:]

    /// How many events wait for an attempt.
    var pendingEvents = 0

    /// What the remembered keys are charged for, in bytes.
    var idempotencyBytes = 0

    /// Sequence of the last record that took sessions away: who is told "not found" waits for it.
    var lastRemoval: UInt64 = 0

    /// An empty shard.
    package init(router: ShardRouter, index: Int) {
        self.router = router
        self.index = index
        stripes = Array(repeating: Stripe(), count: router.stripeCount(ofShard: index))
    }

    private init(router: ShardRouter, index: Int, stripes: [Stripe]) {
        self.router = router
        self.index = index
        self.stripes = stripes
    }

    /// All shards, empty: they share their stripes until something comes into one.
    static func all(of router: ShardRouter) -> [ShardState] {
        let stripes = Array(repeating: Stripe(), count: router.stripeCount(ofShard: 0))
        let oneLess = Array(stripes.dropLast())
        return (0..<router.shardCount)
            .map { index in
                let isWhole = router.stripeCount(ofShard: index) == stripes.count
                return ShardState(router: router, index: index, stripes: isWhole ? stripes : oneLess)
            }
    }

    /// The session of an identifier.
    package func session(_ id: SessionID) -> StoredSession? {
        guard let session = stripes[slot(of: id)].sessions[id.random], session.id == id else { return nil }
        return session
    }

    /// The event of a session.
    package func event(of id: SessionID) -> StoredEvent? {
        stripes[slot(of: id)].events[id.random].flatMap { $0.session.id == id ? $0 : nil }
    }

    /// An event of a session, or of its subscription.
    package func event(_ id: EventID) -> StoredEvent? {
        id.number == 0 ? event(of: id.session) : stripes[slot(of: id.session)].subscriptionEvents[id]
    }

    /// What is remembered of an idempotency key.
    package func idempotencyRecord(_ identity: UInt128) -> IdempotencyRecord? {
        stripes[slot(ofIdentity: identity)].idempotency[identity]
    }

    func slot(of id: SessionID) -> Int {
        router.slot(ofStripe: Int(id.stripe))
    }

    func slot(ofIdentity identity: UInt128) -> Int {
        router.slot(ofStripe: ShardRouter.stripe(ofIdentity: identity))
    }
}
