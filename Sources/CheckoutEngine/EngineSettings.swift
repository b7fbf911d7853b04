/// What an operator may set of the engine.
package struct EngineSettings: Sendable {
    /// Where customers reach the service; a session's `url` is this, `/pay/` and its identifier.
    package var baseURL: String

    /// How long a final session stays readable, in seconds.
    package var keepSessionsSeconds: Int64

    /// How long the log, and one snapshot an hour, are kept, in seconds.
    package var retentionSeconds: Int64

    /// The shortest time between two snapshots, in seconds.
    package var snapshotIntervalSeconds: Int64

    /// How much memory idempotency keys may take, in bytes; beyond it new keys are refused, never forgotten early.
    package var idempotencyMemoryBytes: Int

    /// How much memory the process may use, in bytes; beyond it no session is made, and nil is no ceiling.
    package var memoryCeilingBytes: Int?

    /// The settings that hold where nobody says otherwise.
    package init(
        baseURL: String = "http://127.0.0.1:8080",
        keepSessionsSeconds: Int64 = 90 * 86_400,
        retentionSeconds: Int64 = 86_400,
        snapshotIntervalSeconds: Int64 = 60,
        idempotencyMemoryBytes: Int = 1 << 30,
        memoryCeilingBytes: Int? = nil
    ) {
        self.baseURL = baseURL
        self.keepSessionsSeconds = keepSessionsSeconds
        self.retentionSeconds = retentionSeconds
        self.snapshotIntervalSeconds = snapshotIntervalSeconds
        self.idempotencyMemoryBytes = idempotencyMemoryBytes
        self.memoryCeilingBytes = memoryCeilingBytes
    }
}
