/// What bounds the generator.
enum Limits {
    /// A reply's head, in bytes.
    static let headBytes = 16_384

    /// A reply's body, in bytes: a hundred of the largest sessions fit.
    static let bodyBytes = 64 << 20

    /// What a connection's buffer holds at first, in bytes; it grows as far as a reply needs.
    static let bufferBytes = 16_384

    /// How long after a failed attempt the next to connect is made, in nanoseconds.
    static let reconnectNanoseconds: Int64 = 100_000_000

    /// How long attempts to connect may fail before the run is given up, in nanoseconds.
    static let unreachableNanoseconds: Int64 = 5_000_000_000

    /// The least time between two looks at the schedule, in nanoseconds; it counts as latency.
    static let tickNanoseconds: Int64 = 100_000

    /// The longest latency that is told from others, in nanoseconds: an hour.
    static let longestLatencyNanoseconds: UInt64 = 3_600_000_000_000

    /// Problems of which the words are kept.
    static let examples = 5

    /// Bytes of a reply that are shown with a problem.
    static let exampleBytes = 200

    /// How long a session of a soak lasts, in seconds: the service's least.
    ///
    /// Below some 200 requests a second one may be over before the soak comes to expire it.
    static let passingSessionSeconds = 300

    /// Of so many first tries the last is sent once more.
    static let createsPerReplay = 9
}
