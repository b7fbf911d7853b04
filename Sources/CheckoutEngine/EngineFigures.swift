/// What an engine has in it and has done, at one moment.
package struct EngineFigures: Sendable {
    /// Sessions by status.
    package let sessions: StatusCounts

    /// Events that wait for an attempt.
    package let pendingEvents: Int

    /// Payments that are unfinished.
    package let unfinishedPayments: Int

    /// Subscriptions that are not closed.
    package let liveSubscriptions: Int

    /// Memory that idempotency keys are charged for, in bytes.
    package let idempotencyBytes: Int

    /// Memory that the process used at the last look, in bytes; 0 without a ceiling.
    package let memoryBytes: Int

    /// Memory that it may use before no session is made, in bytes; nil without a ceiling.
    package let memoryCeilingBytes: Int?

    /// Bytes of all records appended since the start.
    package let loggedBytes: UInt64

    /// Room in the log that is allocated and not promised to anybody, in bytes.
    package let freeLogBytes: Int

    /// The last record appended.
    package let lastSequence: UInt64

    /// The last record that is safe.
    package let durableSequence: UInt64

    /// The newest snapshot.
    package let snapshot: SnapshotProgress
}
