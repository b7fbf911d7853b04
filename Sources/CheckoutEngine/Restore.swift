import Checkout
package import Disks
package import Logging
import Snapshots
import WriteAheadLog

/// Builds a data directory from a snapshot and the log behind it, as of a moment or as far as they are whole.
///
/// The source is only read. What is built is one snapshot; it is read back as a start-up reads it and compared with
/// what was meant to be written. Takes as much memory as a server with these sessions.
package struct Restore {
    /// So many parts, so that progress can be told while the snapshot is written.
    private static let router = ShardRouter(shardCount: 32)

    private let source: any Disk
    private let request: RestoreRequest
    private let logger: Logger
    private let progress: (RestoreProgress) -> Void

    /// A restore from a directory; `progress` is called often, and decides itself what it shows.
    package init(
        from source: any Disk,
        _ request: RestoreRequest,
        logger: Logger,
        progress: @escaping (RestoreProgress) -> Void = { _ in }
    ) {
        self.source = source
        self.request = request
        self.logger = logger
        self.progress = progress
    }

    /// Builds it in a directory that holds nothing yet.
    package func run(into target: any Disk) throws(RestoreError) -> RestoreResult {
        do {
            let (built, summary) = try write(try build(), to: target)
            try readBack(summary, built, from: target)
            return RestoreResult(
                file: summary.name,
                base: built.base,
                records: built.records,
                figures: built.figures,
                fingerprint: built.fingerprint,
                passedOver: built.passedOver,
                loss: built.loss
            )
        } catch {
            throw Self.restoreError(error)
        }
    }

    /// Builds it in memory alone, and says what it would be.
    package func preview() throws(RestoreError) -> RestorePreview {
        do {
            let built = try build().1
            return RestorePreview(base: built.base, figures: built.figures, loss: built.loss)
        } catch {
            throw Self.restoreError(error)
        }
    }

    /// What a restore begins from.
    private struct Base {
        var state: RecoveredState
        var name: SnapshotName?
        var passedOver: [SnapshotError] = []
    }

    /// What the log added.
    private struct Addition {
        var records = 0

        /// The last record that was looked at; all of the log's, once the moment has passed.
        var reached: UInt64

        var loss: RestoreLoss?
    }

    /// What was built, without the state itself: two of those at once would take too much memory.
    private struct Built {
        let base: SnapshotName?
        let passedOver: [SnapshotError]
        let figures: StateFigures
        let fingerprint: [UInt8]
        let records: Int
        let loss: RestoreLoss?
    }
}

extension Restore {
    private func build() throws -> (RecoveredState, Built) {
        var base = try base()
        var addition = Addition(reached: .max)
        if request.takesLog {
            addition = try takeLog(into: &base, through: request.durableSequence)
            if addition.loss == nil { addition.loss = try loss(behind: addition.reached, base) }
        }
        try base.state.checkInvariants()
        guard base.state.sequence > 0, let fingerprint = base.state.fingerprint else {
            let until = request.until.map { "nothing here is as old as \($0.text)" }
            let reason = addition.loss?.reason ?? until ?? "the log holds no record"
            throw RestoreError.nothing(reason, isDamage: addition.loss != nil)
        }
        let built = Built(
            base: base.name,
            passedOver: base.passedOver,
            figures: StateFigures(of: base.state),
            fingerprint: fingerprint,
            records: addition.records,
            loss: addition.loss
        )
        return (base.state, built)
    }

    /// The snapshot that was named, or the newest that is whole and old enough, or an empty state.
    private func base() throws -> Base {
        if let name = request.snapshot {
            try requireOldEnough(name)
            return Base(state: try read(name), name: name)
        }
        var passedOver: [SnapshotError] = []
        for name in try SnapshotReader.list(disk: source) {
            do {
                if try isOldEnough(name) {
                    return Base(state: try read(name), name: name, passedOver: passedOver)
                }
            } catch let error as SnapshotError where Self.isRotten(error) {
                passedOver.append(error)
            }
        }
        guard let oldest = try LogReader.segments(on: source).first, request.takesLog else {
            throw passedOver.isEmpty
                ? RestoreError.nothing("there is neither a snapshot nor a log", isDamage: false)
                : RestoreError.nothingToBeginFrom(passedOver: passedOver)
        }
        guard oldest.firstSequence == 1 else {
            throw RestoreError.nothingToBeginFrom(passedOver: passedOver)
        }
        var state = RecoveredState(router: Self.router)
        state.fingerprint = try LogReader.fingerprint(of: oldest, disk: source)
        return Base(state: state, passedOver: passedOver)
    }

    private func read(_ name: SnapshotName) throws -> RecoveredState {
        try RecoveredState(reading: name, on: source, router: Self.router, fingerprint: nil) { done, total in
            progress(RestoreProgress(step: .readingSnapshot, done: done, total: total))
        }
    }

    private func isOldEnough(_ name: SnapshotName) throws -> Bool {
        guard let until = request.until else { return true }
        return try SnapshotReader.header(disk: source, name: name).createdAt <= until.secondsSinceEpoch
    }

    private func requireOldEnough(_ name: SnapshotName) throws {
        guard try !isOldEnough(name) else { return }
        let taken = try SnapshotReader.header(disk: source, name: name).createdAt
        let older = try SnapshotReader.list(disk: source).first { (try? isOldEnough($0)) ?? false }
        throw RestoreError.snapshotTooYoung(name, taken: Timestamp(secondsSinceEpoch: taken), older: older)
    }

    /// Applies the log up to a record, and says what of it could not be had.
    private func takeLog(into base: inout Base, through last: UInt64) throws -> Addition {
        let first = base.state.sequence + 1
        var addition = Addition(reached: base.state.sequence)
        do {
            let fingerprint = base.state.fingerprint
            let tail = try base.state.replayLog(of: source, fingerprint: fingerprint, through: last) {
                record,
                content in
                addition.reached = record.sequence
                guard isWanted(content) else { return false }
                addition.records += 1
                progress(RestoreProgress(step: .readingLog, done: addition.records, total: nil))
                return true
            } isBeyond: { content in
                guard isPastTheMoment(content) else { return false }
                addition.reached = .max
                return true
            }
            if tail.nextSequence - 1 > last { addition.reached = .max }
            if let end = tail.end, end.sequence < first { addition.loss = Self.loss(at: end, first) }
        } catch let error as LogError where Self.isRotten(error) {
            let (file, missing) = (error.file ?? "log", max(error.sequence ?? 0, addition.reached + 1))
            addition.loss = RestoreLoss(file: file, offset: error.offset, sequence: missing, reason: "\(error)")
        } catch let error as RecoveryError {
            guard case .record(let file, let offset, let sequence, _) = error else { throw error }
            // It may have been applied in part: everything again, up to the record before.
            base = try self.base()
            addition = try takeLog(into: &base, through: sequence - 1)
            addition.loss = RestoreLoss(file: file, offset: offset, sequence: sequence, reason: "\(error)")
        }
        return addition
    }

    /// Records are not quite in the order of their times: each is looked at by itself.
    private func isWanted(_ record: ReplayedRecord) -> Bool {
        guard let until = request.until, let latest = record.latest else { return true }
        return latest <= until
    }

    private func isPastTheMoment(_ record: ReplayedRecord) -> Bool {
        guard let until = request.until, let latest = record.latest else { return false }
        return latest - Limits.timeDisorderSeconds > until
    }

    /// The log ends before the snapshot from which it was to go on.
    private static func loss(at end: LogTail.End, _ first: UInt64) -> RestoreLoss {
        let reason =
            "\(end.file): the log ends at offset \(end.offset), before the snapshot does; what came behind the "
            + "snapshot, if anything did, is not there"
        return RestoreLoss(file: end.file, offset: end.offset, sequence: first, reason: reason)
    }

    /// A newer snapshot tells of more records than there were in the log.
    private func loss(behind reached: UInt64, _ base: Base) throws -> RestoreLoss? {
        // With a moment given, only those that were old enough count: they were tried, and passed over.
        let candidates =
            request.until == nil
            ? try SnapshotReader.list(disk: source) : base.passedOver.compactMap { SnapshotName(parsing: $0.file) }
        let newest = candidates.filter { $0.sequence <= request.durableSequence }.max()
        guard let newest, newest.sequence > reached else { return nil }
        let reason = "\(newest) goes to sequence \(newest.sequence), and the log only to \(reached)"
        return RestoreLoss(file: newest.fileName, offset: nil, sequence: reached + 1, reason: reason)
    }

    private static func isRotten(_ error: SnapshotError) -> Bool {
        guard let cause = error.cause as? DiskError else { return error.code != .outOfMemory }
        return cause.code == .inputOutput
    }

    private static func isRotten(_ error: LogError) -> Bool {
        error.code != .disk || error.cause?.code == .inputOutput
    }
}

extension Restore {
    /// Writes the snapshot, and lets go of the state.
    private func write(
        _ content: (state: RecoveredState, built: Built),
        to target: any Disk
    ) throws -> (Built, SnapshotSummary) {
        let state = content.state
        let images = state.shards.map(ShardImage.init(of:))
        let details = SnapshotFormat.details(state.directory, images, today: CalendarDay(of: state.newest))
        let counts = SnapshotFormat.counts(state.directory, images, details)
        let header = SnapshotHeader(
            sequence: state.sequence,
            createdAt: state.newest.secondsSinceEpoch,
            counts: counts
        )
        let writer = try SnapshotWriter(disk: target, header: header)
        try SnapshotFormat.write(content.built.fingerprint, state.directory, details, to: writer)
        for (index, image) in images.enumerated() {
            progress(RestoreProgress(step: .writing, done: index, total: images.count))
            for stripe in image.stripes { try SnapshotFormat.write(stripe, to: writer) }
        }
        return (content.built, try writer.finish(counts: counts))
    }

    /// Reads what was written as a start-up does, and compares.
    private func readBack(_ summary: SnapshotSummary, _ built: Built, from target: any Disk) throws {
        progress(RestoreProgress(step: .readingBack, done: 0, total: nil))
        let back = try Recovery.run(
            disk: target,
            router: Self.router,
            fingerprint: built.fingerprint,
            logger: logger
        )
        guard back.footer == summary.footer else {
            throw RestoreError.readBack("\(summary.name) has another checksum")
        }
        guard StateFigures(of: back) == built.figures else {
            throw RestoreError.readBack("\(summary.name) holds something else")
        }
    }

    private static func restoreError(_ error: any Error) -> RestoreError {
        switch error {
        case let error as RestoreError: error
        case let error as DiskError: .disk(error)
        case let error as LogError: .log(error)
        case let error as SnapshotError: .snapshot(error)
        case let error as RecoveryError: .readBack("\(error)")
        case _: .contradiction("\(error)")
        }
    }
}
