/// Which snapshots stay, so that `restore --until` reaches every moment of the retention time.
///
/// A moment is reached from the newest snapshot before it and the log from there on. Hence three kinds stay: the
/// newest, from which the next start begins; of those within the retention time the first of each hour (UTC), so that
/// no restore reads more than an hour of log; and the newest one older than that, for moments before the first one
/// within.
package enum SnapshotRetention {
    /// A finished snapshot and its header's time, in seconds since 1970-01-01T00:00:00Z.
    package typealias Candidate = (name: SnapshotName, time: Int64)

    /// What to do, each list newest first.
    package struct Plan: Sendable, Equatable {
        /// Snapshots that stay.
        package let keep: [SnapshotName]

        /// Snapshots that may go.
        package let remove: [SnapshotName]

        /// The first record of the log that a restore can need; those before it may go.
        ///
        /// Nil as long as no snapshot is as old as the retention time: then the moments before the first one are
        /// reached from the beginning of the log alone.
        package let firstSequenceNeeded: UInt64?
    }

    /// Decides by time alone; the order of `snapshots` does not matter.
    ///
    /// A snapshot from the future, as after a clock was set back, counts as one within the retention time.
    package static func plan(snapshots: [Candidate], now: Int64, retentionSeconds: Int64) -> Plan {
        let horizon = now.subtractingReportingOverflow(retentionSeconds).partialValue
        let newestFirst = snapshots.sorted { $0.name > $1.name }
        var kept = Set(newestFirst.prefix(1).map(\.name))
        if let older = newestFirst.first(where: { $0.time <= horizon }) { kept.insert(older.name) }
        var firstOfHour: [Int64: SnapshotName] = [:]
        for snapshot in newestFirst where snapshot.time > horizon {
            // Newest first: the last one that is put here is the hour's first.
            firstOfHour[hour(of: snapshot.time)] = snapshot.name
        }
        kept.formUnion(firstOfHour.values)
        let names = newestFirst.map(\.name)
        let reachesBack = snapshots.contains { $0.time <= horizon }
        return Plan(
            keep: names.filter(kept.contains),
            remove: names.filter { !kept.contains($0) },
            firstSequenceNeeded: reachesBack ? kept.map(\.sequence).min().map { $0 + 1 } : nil
        )
    }

    private static func hour(of time: Int64) -> Int64 {
        // Towards minus infinity, so that an hour before 1970 is an hour too.
        (time >= 0 ? time : time - 3_599) / 3_600
    }
}
