import Checkout
import Disks
import Logging
import Metrics
import Reactors
import Snapshots
import WriteAheadLog

/// Takes snapshots: when enough was logged since the last one, when asked, and at the end.
///
/// An actor on a reactor of its own, whose thread may block on the disk and on compression as long as it likes. It
/// works through one stripe's image after the other and lets go of what is written.
///
/// The lines are written on a thread that runs only where a processor is idle, so that no request waits for a snapshot.
/// One that has taken ``Limits/patientSnapshotSeconds`` goes on beside the requests, on the actor's own thread.
package actor SnapshotService {
    private let context: EngineContext
    private let disk: any Disk
    private let fingerprint: [UInt8]
    private let logger: Logger
    private let metrics: EngineMetrics
    private let reactor: Reactor
    private let idleReactor: Reactor?
    private let sources: Sources
    private var last: SnapshotProgress
    private var isClockStepped = false
    private var running: Task<SnapshotProgress, any Error>?

    /// Where the images come from.
    struct Sources: Sendable {
        let shards: [Shard]
        let directory: MerchantDirectory
    }

    /// Runs on its own thread.
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        reactor.asUnownedSerialExecutor()
    }

    init(
        context: EngineContext,
        disk: any Disk,
        fingerprint: [UInt8],
        logger: Logger,
        metrics: EngineMetrics,
        reactor: Reactor,
        idleReactor: Reactor?,
        sources: Sources,
        last: SnapshotProgress
    ) {
        self.context = context
        self.disk = disk
        self.fingerprint = fingerprint
        self.logger = logger
        self.metrics = metrics
        self.reactor = reactor
        self.idleReactor = idleReactor
        self.sources = sources
        self.last = last
    }

    /// Begins to take snapshots by itself; called once, when the reactors run.
    func begin() {
        scheduleTick()
    }

    /// The newest snapshot's cut, time and size.
    package var progress: SnapshotProgress {
        last
    }

    /// Writes a snapshot now and returns when it is safe on disk; the last one again if nothing changed since.
    ///
    /// Whoever asks while one is being written waits for it and then has another one taken, which holds what came
    /// between.
    package func take() async throws -> SnapshotProgress {
        while let running {
            _ = try? await running.value
        }
        let task = Task(executorPreference: idleReactor ?? reactor) { try await self.run() }
        running = task
        return try await task.value
    }

    private func run() async throws -> SnapshotProgress {
        // Before anybody who waits goes on: else they would find a task that is done, and wait for it again and again.
        defer { running = nil }
        return try await write()
    }

    private func scheduleTick() {
        // Safe because this runs on the reactor: it is the actor's executor.
        _ = reactor.schedule(at: reactor.now + .milliseconds(Limits.dueTickMilliseconds)) { [self] in
            // Safe because a reactor fires its timers on its own thread.
            assumeIsolated { $0.tick() }
        }
    }

    /// Says once that the wall clock was set forward and is not followed, and once that it is right again.
    private func tellClockStep() {
        guard context.clock.isStepped != isClockStepped else {
            return
        }
        isClockStepped.toggle()
        if isClockStepped {
            logger.error("the clock was set forward; this is not followed until the service is started again")
        } else {
            logger.notice("the clock is right again")
        }
    }

    private func tick() {
        scheduleTick()
        tellClockStep()
        let now = context.clock.now()
        let isDue = last.isDue(
            at: now,
            interval: context.settings.snapshotIntervalSeconds,
            sequence: context.log.lastSequence,
            loggedBytes: context.loggedBytes
        )
        guard isDue, running == nil else {
            return
        }
        Task(executorPreference: reactor) { await self.takeDue() }
    }

    private func takeDue() async {
        do {
            _ = try await take()
        } catch {
            logger.error("a snapshot could not be written", metadata: ["error": "\(error)"])
        }
    }

    private func write() async throws -> SnapshotProgress {
        guard context.log.lastSequence > last.sequence else {
            return last
        }
        let began = MonotonicTime.current
        let loggedBytes = context.loggedBytes
        var (cut, directory, images) = await gather()
        // Read behind the cut, so that nothing in the snapshot is younger than its time.
        let createdAt = context.clock.now()
        // Nothing may stand in a snapshot that a crash could still take out of the log.
        await sources.shards[0].untilDurable(cut)
        try context.log.synchronize()
        let summary = try await write(directory, &images, at: cut, createdAt)
        last = SnapshotProgress(
            sequence: cut,
            takenAt: createdAt,
            bytes: summary.uncompressedBytes,
            fileBytes: summary.fileBytes,
            loggedBytes: loggedBytes
        )
        metrics.snapshots.recordNanoseconds(MonotonicTime.current.nanoseconds - began.nanoseconds)
        logger.info(
            "snapshot written",
            metadata: ["file": "\(summary.name.fileName)", "bytes": "\(summary.fileBytes)"]
        )
        do {
            try removeOutdated(at: createdAt)
        } catch {
            logger.error("what is outdated could not be removed", metadata: ["error": "\(error)"])
        }
        return last
    }

    /// Marks a cut and has everybody give what they were at it.
    private func gather() async -> (cut: UInt64, Directory, [ShardImage]) {
        while true {
            let cut = context.log.beginCut()
            let directory = await sources.directory.image(at: cut)
            var images: [ShardImage] = []
            for shard in sources.shards {
                if let image = await shard.image(at: cut) {
                    images.append(image)
                }
            }
            if let directory, images.count == sources.shards.count {
                return (cut, directory, images)
            }
            // A snapshot failed at this very cut, and somebody has gone on since: so the next cut lies further.
        }
    }

    private func write(
        _ directory: Directory,
        _ images: inout [ShardImage],
        at cut: UInt64,
        _ createdAt: Timestamp
    ) async throws -> SnapshotSummary {
        let details = SnapshotFormat.details(directory, images, today: CalendarDay(of: createdAt))
        let counts = SnapshotFormat.counts(directory, images, details)
        let header = SnapshotHeader(
            sequence: cut,
            createdAt: createdAt.secondsSinceEpoch,
            counts: counts
        )
        let writer = try SnapshotWriter(disk: disk, header: header)
        try SnapshotFormat.write(fingerprint, directory, details, to: writer)
        let patience = MonotonicTime.current + .seconds(Limits.patientSnapshotSeconds)
        while let image = images.popLast() {
            var stripes = Array(image.stripes.reversed())
            while let stripe = stripes.popLast() {
                if MonotonicTime.current < patience {
                    try await Self.write(stripe, to: writer)
                } else {
                    try SnapshotFormat.write(stripe, to: writer)
                }
            }
        }
        return try writer.finish(counts: counts)
    }

    /// Writes on the thread that the task prefers.
    @concurrent private static func write(_ stripe: Stripe, to writer: SnapshotWriter) async throws {
        try SnapshotFormat.write(stripe, to: writer)
    }

    /// A snapshot with its time; nil for one that is damaged, which serves nobody and may still be evidence.
    private func candidate(_ name: SnapshotName) throws(SnapshotError) -> SnapshotRetention.Candidate? {
        do {
            return (name: name, time: try SnapshotReader.header(disk: disk, name: name).createdAt)
        } catch  where error.isDamage {
            logger.warning("a damaged snapshot is left as it is", metadata: ["error": "\(error)"])
            return nil
        }
    }

    /// Removes snapshots and log segments that nobody needs any more.
    private func removeOutdated(at now: Timestamp) throws {
        let candidates = try SnapshotReader.list(disk: disk).compactMap(candidate)
        let plan = SnapshotRetention.plan(
            snapshots: candidates,
            now: now.secondsSinceEpoch,
            retentionSeconds: context.settings.retentionSeconds
        )
        for name in plan.remove {
            try disk.remove(name.fileName)
        }
        if let needed = plan.firstSequenceNeeded {
            _ = try context.log.removeSegments(through: needed - 1)
        }
    }
}
