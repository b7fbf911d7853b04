import Checkout
import Cryptography
import Disks
import Logging
import Simulation
import Snapshots
import WriteAheadLog

@testable import CheckoutEngine

/// Everything that a recovered state holds as sorted lines, so that two states can be compared.
enum StateText {
    /// The lines of a state, whatever the number of its shards.
    static func lines(of state: RecoveredState) -> [String] {
        var lines = state.directory.allMerchants.map { SnapshotEntity.merchant($0).encode() }
        lines += state.directory.allKeys.map { SnapshotEntity.key($0).encode() }
        lines +=
            SnapshotFormat.details(
                state.directory,
                state.shards.map(ShardImage.init(of:)),
                today: CalendarDay(of: state.newest)
            )
            .map { $0.encode() }
        for stripe in state.shards.flatMap(\.stripes) {
            lines += stripe.sessions.values.map { SnapshotEntity.session($0).encode() }
            lines += stripe.payments.values.map { SnapshotEntity.payment($0).encode() }
            lines += stripe.subscriptions.values.map { SnapshotEntity.subscription($0).encode() }
            lines += stripe.events.values.map { SnapshotEntity.event($0).encode() }
            lines += stripe.subscriptionEvents.values.map { SnapshotEntity.event($0).encode() }
            // A record may share its reply with its session, or hold it itself once that has left.
            lines += stripe.idempotency.map { SnapshotEntity.idempotency(identity: $0, $1.detached()).encode() }
        }
        return lines.map { String(decoding: $0, as: UTF8.self) }.sorted()
    }

    /// What one of two states holds and the other does not, a few lines of it; nothing if they are the same.
    static func differences(_ left: RecoveredState, _ right: RecoveredState) -> [String] {
        let (left, right) = (lines(of: left), lines(of: right))
        guard left != right else { return [] }
        let different = Set(left).symmetricDifference(right).sorted()
        return different.isEmpty ? ["a line stands twice"] : Array(different.prefix(3))
    }

    /// What a disk brings back.
    static func recovered(
        from disk: any Disk,
        shards: Int = 1,
        key: [UInt8] = EngineSetup().encryptionKey
    ) throws
        -> RecoveredState
    {
        try Recovery.run(
            disk: disk,
            router: ShardRouter(shardCount: shards),
            fingerprint: SecretVault(key: key, random: .seeded(0)).fingerprint,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    /// What the log alone says of the moment of a sequence, or of the end of a second.
    static func replayed(
        from disk: any Disk,
        through sequence: UInt64 = .max,
        until moment: Timestamp? = nil
    ) throws -> RecoveredState {
        var state = RecoveredState(router: ShardRouter(shardCount: 1))
        try LogReader.replay(disk: disk, from: 1, fingerprint: nil) { record in
            let events = try LogRecordFormat.decode(record.payload)
            if record.sequence <= sequence, moment.map({ moment in events.allSatisfy { $0.at <= moment } }) ?? true {
                try state.apply(ReplayedRecord(events, sequence: record.sequence), sequence: record.sequence)
            }
        }
        return state
    }
}
