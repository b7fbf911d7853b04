import Checkout
import Disks
import Logging
import Snapshots
import WriteAheadLog

/// Brings back what the disk holds: the newest good snapshot, then the log behind it, by `apply` alone.
///
/// Never reads a clock. What a crash can leave is mended and said in a line; what a crash cannot explain refuses.
enum Recovery {
    /// Reads snapshots and log; changes nothing on disk but to remove unfinished snapshots.
    ///
    /// So many `helpers`, threads for the time of the call, decode what is read beside the caller.
    static func run(
        disk: any Disk,
        router: ShardRouter,
        fingerprint: [UInt8],
        logger: Logger,
        helpers: Int = 0
    ) throws(RecoveryError) -> RecoveredState {
        do {
            let leftovers = try SnapshotWriter.removeLeftovers(disk: disk)
            if !leftovers.isEmpty {
                logger.notice("removed unfinished snapshots", metadata: ["files": "\(leftovers)"])
            }
            var (state, damaged) = try newestSnapshot(disk, router, fingerprint, logger, helpers)
            let tail = try state.replayLog(of: disk, fingerprint: fingerprint, helpers: helpers)
            if let dropped = tail.dropped {
                logger.notice(
                    "dropped an unfinished end of the log",
                    metadata: ["file": "\(dropped.file)", "offset": "\(dropped.offset)", "bytes": "\(dropped.bytes)"]
                )
            }
            // What the damaged snapshot held was durable: the log must have brought all of it back.
            if let damaged, state.sequence < damaged.sequence {
                throw damaged.error
            }
            try requireEnd(of: tail, behind: state.snapshot.sequence)
            try state.checkInvariants()
            return state
        } catch {
            throw RecoveryError(error)
        }
    }

    /// The newest snapshot that is whole and from which the log goes on, or an empty state if there is none; and the
    /// newest of all, if that is damaged.
    private static func newestSnapshot(
        _ disk: any Disk,
        _ router: ShardRouter,
        _ fingerprint: [UInt8],
        _ logger: Logger,
        _ helpers: Int
    ) throws -> (RecoveredState, damaged: (sequence: UInt64, error: any Error)?) {
        var damaged: (sequence: UInt64, error: any Error)?
        for name in try SnapshotReader.list(disk: disk) {
            do {
                let state = try RecoveredState(
                    reading: name,
                    on: disk,
                    router: router,
                    fingerprint: fingerprint,
                    helpers: helpers
                )
                if let damaged {
                    try requireLog(disk, from: state.sequence + 1, instead: damaged.error)
                    logger.warning("an older snapshot is used, and the log from there", metadata: ["file": "\(name)"])
                }
                return (state, damaged)
            } catch let error as SnapshotError where Self.isDamage(error) {
                logger.error("a snapshot is damaged", metadata: ["file": "\(name)", "error": "\(error)"])
                damaged = damaged ?? (name.sequence, error)
            }
        }
        if let damaged {
            try requireLog(disk, from: 1, instead: damaged.error)
            logger.warning("no snapshot is whole; the log is read from its beginning")
        }
        return (RecoveredState(router: router), damaged)
    }

    /// Whether another snapshot may be tried: not if this one is whole and the operator's settings do not fit it.
    private static func isDamage(_ error: SnapshotError) -> Bool {
        if case .unknownFormat = error.code {
            return false
        }
        return !(error.cause is RecoveryError)
    }

    /// An older snapshot serves only if nothing is lost by it: the log must reach back to it.
    private static func requireLog(_ disk: any Disk, from sequence: UInt64, instead damage: any Error) throws {
        let oldest = try LogReader.segments(on: disk).first
        guard let oldest, oldest.firstSequence <= sequence else {
            throw damage
        }
    }

    /// Refuses a log that is there and ends before the snapshot does.
    ///
    /// A snapshot is written only when everything in it is safe in the log: so the log has lost records, and nobody
    /// knows how many came behind them.
    private static func requireEnd(of tail: LogTail, behind snapshot: UInt64) throws {
        guard let end = tail.end, end.sequence <= snapshot else { return }
        throw RecoveryError.logEndsEarly(end, snapshot: snapshot)
    }
}
