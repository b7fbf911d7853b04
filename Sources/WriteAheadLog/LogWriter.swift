package import Disks
import Synchronization

/// The log of everything that happened: gives records their sequence, and says when they are safe.
///
/// Any thread admits and appends; whoever calls `commit()` writes and syncs what all have appended. While one thread
/// syncs, the next batch gathers. The order of a record's life: `admit` before anything is decided, `append`, `commit`,
/// and then nothing that the record reveals leaves before `durableSequence` has come to it.
///
/// A failed write or sync is final: `commit()` throws from then on, and `admit` refuses. The system may have dropped
/// what it could not write, so that a second sync would succeed and prove nothing.
package final class LogWriter: Sendable {
    /// What was appended and not yet taken up by a commit.
    private struct Pending {
        /// Frames without mark and checksum, in the order of their sequences.
        var frames: [UInt8] = []
        var lastSequence: UInt64
    }

    let disk: any Disk
    private let configuration: LogConfiguration
    private let account: RoomAccount
    private let preparer: SegmentPreparer
    private let preparerThread: PreparerThread?
    private let onDurable: @Sendable (UInt64) -> Void

    private let pending: Mutex<Pending>
    private let writer: Mutex<SegmentWriter>
    private let appended: Atomic<UInt64>
    private let taken: Atomic<UInt64>
    private let durable: Atomic<UInt64>
    private let cut = Atomic<UInt64>(0)

    /// Opens a directory's log for writing, and begins a new segment there.
    ///
    /// `nextSequence` is what reading the log has come to. What stands there and is not proven to be on the disk is
    /// made safe first: it may have been read from the system's memory only. `salt` must be random and new. A full disk
    /// is no error: the log is read-only then, and has no segment yet. `onDurable` is called on the committing thread,
    /// with the new `durableSequence`, after each commit; it must be quick, and is what wakes threads whose `commit()`
    /// said false.
    package init(
        disk: any Disk,
        configuration: LogConfiguration,
        nextSequence: UInt64,
        salt: UInt64,
        onDurable: @escaping @Sendable (UInt64) -> Void = { _ in }
    ) throws(LogError) {
        configuration.check()
        precondition(nextSequence > 0, "sequences begin with 1")
        let account = RoomAccount(reserveBytes: configuration.reserveBytes)
        let preparer = SegmentPreparer(disk: disk, configuration: configuration, account: account)
        var writer = SegmentWriter(
            disk: disk,
            configuration: configuration,
            account: account,
            preparer: preparer,
            lastSequence: nextSequence - 1,
            salt: salt
        )
        try LogReader.checkNothingStands(at: nextSequence, on: disk)
        try UnprovenTail.makeSafe(on: disk)
        do {
            try disk.synchronizeDirectory()
            try preparer.removeLeftover()
            if try preparer.prepare() { _ = try writer.beginSegment() }
        } catch {
            throw LogError(error, sequence: nextSequence)
        }
        self.disk = disk
        self.configuration = configuration
        self.account = account
        self.preparer = preparer
        self.onDurable = onDurable
        pending = Mutex(Pending(lastSequence: nextSequence - 1))
        appended = Atomic(nextSequence - 1)
        taken = Atomic(nextSequence - 1)
        durable = Atomic(nextSequence - 1)
        self.writer = Mutex(writer)
        switch configuration.preparation {
        case .thread(let milliseconds):
            preparerThread = PreparerThread(retryMilliseconds: milliseconds) {
                Self.prepare(preparer, account)
            }
        case .caller:
            preparerThread = nil
        }
        preparerThread?.wake()
    }

    deinit {
        preparer.stop()
        preparerThread?.stop()
    }

    // What callers ask on the way of a request: nothing here waits for the disk.

    /// Sets room aside for a record, before anything is decided; takes no lock.
    ///
    /// `bytes` is the most that the payload can come to, and at most the configuration's largest. Granted room is given
    /// back by the one `append` or `release` that follows.
    package func admit(_ bytes: Int, from space: LogSpace) -> LogAdmission {
        precondition(bytes <= configuration.maximumRecordBytes, "a record keeps to the largest size")
        return account.admit(RecordFrame.bytes(payload: bytes), from: space)
    }

    /// Gives back the room of a record that was admitted and will not be appended.
    package func release(_ bytes: Int) {
        account.deposit(RecordFrame.bytes(payload: bytes))
    }

    /// Puts a record at the end of the log, in memory as yet, and gives its sequence.
    ///
    /// `admitted` is what was asked of `admit`; the payload is at most that long. Costs a copy of the payload under a
    /// lock.
    package func append(_ payload: [UInt8], admitted bytes: Int) -> UInt64 {
        precondition(!payload.isEmpty, "a record is not empty")
        precondition(payload.count <= bytes, "a record keeps to what was admitted for it")
        let sequence = pending.withLock { pending in
            pending.lastSequence += 1
            RecordFrame.append(payload, sequence: pending.lastSequence, to: &pending.frames)
            appended.store(pending.lastSequence, ordering: .releasing)
            return pending.lastSequence
        }
        account.deposit(RecordFrame.bytes(payload: bytes) - RecordFrame.bytes(payload: payload.count))
        return sequence
    }

    /// The sequence of the last record appended; that before the first, when the log was opened.
    package var lastSequence: UInt64 { appended.load(ordering: .acquiring) }

    /// Everything up to here is durable, as the configuration understands it.
    ///
    /// Read and written in one total order with what callers keep of who waits: whoever says that it waits, and then
    /// finds its record not durable here, is seen by the thread that makes it so.
    package var durableSequence: UInt64 { durable.load(ordering: .sequentiallyConsistent) }

    /// True if something was appended that no commit has taken up yet.
    package var hasPending: Bool { lastSequence > taken.load(ordering: .acquiring) }

    /// What the log can do at the moment.
    package var state: LogState { account.state }

    /// What made the log fail, if it has.
    package var failure: LogError? { account.failure }

    /// Room that is not promised to anybody, the reserve included, in bytes.
    package var freeBytes: Int { account.freeBytes }

    /// The sequence of the last `beginCut()`, 0 before the first.
    ///
    /// Whoever has appended a record behind a cut sees that cut here, on any thread.
    package var cutSequence: UInt64 { cut.load(ordering: .acquiring) }

    /// Draws a line behind the last record appended, and says where it is.
    ///
    /// Every record is either at or before the line, or is appended by somebody who sees it in `cutSequence`.
    package func beginCut() -> UInt64 {
        pending.withLock { pending in
            cut.store(pending.lastSequence, ordering: .releasing)
            return pending.lastSequence
        }
    }

    // What waits for the disk.

    /// Writes and syncs everything appended so far, unless another thread is at it or there is nothing.
    ///
    /// True if records have become durable. False while another thread commits: what this thread has appended may or
    /// may not be part of that; `onDurable` tells when to look, and to call again. Throws once the log has failed.
    package func commit() throws(LogError) -> Bool {
        let committed = try writer.withLockIfAvailable { writer throws(LogError) in try commit(through: &writer) }
        guard let sequence = committed ?? nil else { return false }
        onDurable(sequence)
        return true
    }

    /// Makes safe what was written, for the durability `.interval`; with `.always` there is nothing left to do.
    ///
    /// Blocks for a sync, during which others may commit.
    package func synchronize() throws(LogError) {
        if let failure { throw failure }
        guard let unsynced = writer.withLock({ $0.unsynced }) else { return }
        do {
            try unsynced.file.synchronize()
        } catch {
            throw fail(error)
        }
        writer.withLock { $0.didSynchronize(through: unsynced.sequence) }
    }

    /// Makes the next segment ready if one is wanted, on the caller's thread; false if the disk has no room for it.
    package func prepareAhead() throws(LogError) -> Bool {
        let isReady = Self.prepare(preparer, account)
        if let failure { throw failure }
        return isReady
    }

    /// Has the log's thread look for room now: called when something was removed from the disk.
    package func retryAllocation() {
        preparerThread?.wake()
    }

    /// Ends the log in good order: commits and syncs the rest, and gives back the room allocated ahead.
    ///
    /// Called once all who append are done. A log that has failed throws that again, after its thread has ended.
    package func close() throws(LogError) {
        account.close()
        preparer.stop()
        preparerThread?.stop()
        let sequence = try writer.withLock { writer throws(LogError) in
            let sequence = try commit(through: &writer)
            do throws(DiskError) {
                try writer.finish()
                try preparer.discard()
                try disk.synchronizeDirectory()
            } catch {
                throw fail(error)
            }
            return sequence
        }
        if let sequence { onDurable(sequence) }
    }

    /// Takes up what is pending; nil if there is nothing.
    ///
    /// The caller holds the writer's lock.
    private func commit(through writer: inout SegmentWriter) throws(LogError) -> UInt64? {
        if let failure { throw failure }
        let last = pending.withLock { pending -> UInt64? in
            if pending.frames.isEmpty { return nil }
            swap(&pending.frames, &writer.batch)
            taken.store(pending.lastSequence, ordering: .releasing)
            return pending.lastSequence
        }
        guard let last else { return nil }
        let before = writer.segmentsBegun
        do {
            try writer.writeBatch()
        } catch {
            throw fail(error)
        }
        assert(writer.writtenSequence == last, "a batch is written whole")
        durable.store(last, ordering: .sequentiallyConsistent)
        if writer.segmentsBegun != before { preparerThread?.wake() }
        return last
    }

    private func fail(_ error: DiskError) -> LogError {
        let failure = LogError(error, sequence: durableSequence + 1)
        account.fail(failure)
        return failure
    }

    private static func prepare(_ preparer: SegmentPreparer, _ account: RoomAccount) -> Bool {
        do {
            return try preparer.prepare()
        } catch {
            account.fail(LogError(error))
            return true
        }
    }
}
