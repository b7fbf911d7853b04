package import Metrics

/// What the engine measures as it goes.
package struct EngineMetrics: Sendable {
    /// Writes and syncs of the log.
    let commits: Timer

    /// Snapshots, from the cut to the safe file.
    let snapshots: Timer

    /// Metrics of a factory.
    package init(factory: any MetricsFactory) {
        commits = Timer(label: "opencheckout_log_commit_duration_seconds", factory: factory)
        snapshots = Timer(label: "opencheckout_snapshot_duration_seconds", factory: factory)
    }
}
