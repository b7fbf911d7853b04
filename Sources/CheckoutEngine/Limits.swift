/// The engine's limits, in one place.
///
/// What a session may hold is in `Checkout.Limits`; here stands how much of everything the engine keeps or does at
/// once.
package enum Limits {
    /// A step of the wall clock forward by more than these seconds is not followed while running.
    package static let clockStepSeconds: Int64 = 600

    /// What one idempotency record is charged for in memory, in bytes: its slots in map and queue.
    package static let idempotencyRecordBytes = 160

    /// Callers that may wait for one key whose first request is still running; more get "overloaded".
    package static let waitersPerKey = 1024

    /// Events that one record of a timer may hold, so that due work never stops requests for long.
    package static let dueEventsPerRecord = 256

    /// Sessions that one page of a list may look at when it has filters.
    package static let sessionsPerFilteredPage = 10_000

    /// Sessions that one search looks at before it says how far it has come.
    package static let sessionsPerSearch = 100_000

    /// Sessions that a search looks at before it lets others in.
    package static let sessionsPerSearchTurn = 2_000

    /// Milliseconds after which a search says how far it has come, however little it has looked at.
    package static let searchMilliseconds: Int64 = 30

    /// Events that a shard looks at before it lets others in, while those that failed are sent again.
    package static let eventsPerResendTurn = 2_000

    /// Days of an overview, today included.
    package static let overviewDays = 30

    /// Days for which counts are kept: one more than an overview shows, since a shard may be a little behind the clock.
    static let talliedDays = 31

    /// Moments of a session's payments that are kept.
    static let paymentMoments = 100

    /// Followers of one merchant's sessions.
    package static let followersPerMerchant = 16

    /// Followers in all.
    package static let followers = 256

    /// Sessions that are gathered for a follower; it is told that it has missed others.
    package static let sessionsPerNews = 64

    /// Milliseconds for which changes are gathered before a follower hears of them.
    package static let newsMilliseconds: Int64 = 200

    /// Shards read the clock before they append, and so the log may be out of the order of its times: by milliseconds
    /// as a rule, by these seconds at most as far as lists are concerned.
    package static let timeDisorderSeconds: Int64 = 60

    /// Requests of other threads that may wait for a shard; more get "overloaded".
    package static let waitingRequestsPerShard = 65_536

    /// Waiters for the disk that a reactor gathers, at most, before it asks for a commit although more requests come.
    package static let recordsPerGathering = 64

    /// Seconds between two looks of a shard at what is due.
    package static let dueTickMilliseconds: Int64 = 1_000

    /// Seconds after which whoever drives payments is told again of one that nothing was done about.
    package static let paymentLookSeconds: Int64 = 60

    /// A snapshot is taken after these seconds if anything changed, however little was logged since the last one.
    package static let longestSnapshotIntervalSeconds: Int64 = 900

    /// Seconds for which a snapshot takes only processors that have nothing else to do.
    static let patientSnapshotSeconds: Int64 = 60

    /// Once memory was used up, sessions are made again below so many percent of the ceiling.
    static let memoryEndPercent = 97

    /// Bytes of a snapshot's lines or of the log's records that a start hands to one thread to decode.
    static let decodedBytesPerBatch = 128 << 10

    /// Batches for each decoding thread that a start reads ahead.
    static let decodedBatchesAhead = 4
}
