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
    static func run(
        disk: any Disk,
        router: ShardRouter,
        fingerprint: [UInt8],
        logger: Logger
    ) throws(RecoveryError) -> RecoveredState {
        do {
            let leftovers = try SnapshotWriter.removeLeftovers(disk: disk)
            if !leftovers.isEmpty {
                logger.notice("removed unfinished snapshots", metadata: ["files": "\(leftovers)"])
            }
            var (state, damaged) = try newestSnapshot(disk, router, fingerprint, logger)
            let tail = try LogReader.replay(
                disk: disk,
                from: state.sequence + 1,
                fingerprint: fingerprint
            ) { record in
                do {
                    try state.apply(record.payload, sequence: record.sequence)
                } catch {
                    throw RecoveryError.record(record.file, offset: record.offset, record.sequence, "\(error)")
                }
            }
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
        _ logger: Logger
    ) throws -> (RecoveredState, damaged: (sequence: UInt64, error: any Error)?) {
        var damaged: (sequence: UInt64, error: any Error)?
        for name in try SnapshotReader.list(disk: disk) {
            do {
                let state = try read(name, disk, router, fingerprint)
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

    private static func read(
        _ name: SnapshotName,
        _ disk: any Disk,
        _ router: ShardRouter,
        _ fingerprint: [UInt8]
    ) throws -> RecoveredState {
        var state = RecoveredState(router: router)
        var bytes: Int64 = 0
        let takeHeader: (SnapshotHeader) throws -> Void = { header in
            state.sequence = header.sequence
            state.newest = Timestamp(secondsSinceEpoch: header.createdAt)
        }
        try SnapshotReader.read(disk: disk, name: name, onHeader: takeHeader) { line in
            bytes += Int64(line.count)
            if state.isKeyChecked {
                try state.take(line)
            } else {
                guard try SnapshotFormat.fingerprint(in: line) == fingerprint else {
                    throw RecoveryError.wrongEncryptionKey(file: name.fileName)
                }
                state.isKeyChecked = true
            }
        }
        state.finishSnapshot()
        state.snapshot = SnapshotProgress(
            sequence: state.sequence,
            takenAt: state.newest,
            bytes: bytes,
            fileBytes: try disk.status(of: name.fileName).bytes,
            loggedBytes: 0
        )
        return state
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
}
