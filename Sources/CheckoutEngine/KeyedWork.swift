/// What a request asks for, to be done once under its idempotency key, wherever that is.
struct KeyedWork: Sendable {
    /// Told what has come of it, once, on any thread.
    typealias Finish = @Sendable (ChangeResult) -> Void

    /// Why it is not begun at all; nil for a request that is understood and about something.
    let refusal: Outcome?

    /// Whether the key's use is logged by whoever does the work, in a record of the work; else the key's shard logs it.
    ///
    /// A snapshot waits for a key of the first kind: its record may stand before the cut, and it is not in its shard.
    let isRecordedElsewhere: Bool

    /// Begins it; false, and never finished, if too much waits there.
    let begin: @Sendable (@escaping Finish) -> Bool
}
