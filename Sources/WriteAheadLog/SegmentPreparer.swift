import Disks
import Synchronization

/// Makes the next segment ready before it is needed, so that a full disk is met here and never by a record.
///
/// At most one segment is ready ahead. It has its size in zeros and is synced, so that writing to it allocates nothing
/// and its syncs have no sizes to record. When the disk has no room for the size whose turn it is, smaller ones are
/// tried down to the first size; what was allocated in vain is given back at once, since a snapshot, which lets old
/// segments go, needs it more.
final class SegmentPreparer: Sendable {
    /// Where the next segment stands between wanted and taken.
    private enum Slot {
        /// Nobody has begun.
        case wanted
        /// Somebody is at it.
        case underway
        /// It is there.
        case ready(PreparedSegment)
        /// It was taken and still has the name that the next one needs.
        case taken
    }

    /// What came of making a segment ready.
    private enum Attempt {
        case made(PreparedSegment)
        case noSpace
        case stopped
    }

    /// What the threads that make and take segments share.
    private struct State {
        var slot = Slot.wanted
        var nextBytes: Int64
        var isStopped = false
    }

    private let disk: any Disk
    private let configuration: LogConfiguration
    private let account: RoomAccount
    private let state: Mutex<State>

    init(disk: any Disk, configuration: LogConfiguration, account: RoomAccount) {
        self.disk = disk
        self.configuration = configuration
        self.account = account
        state = Mutex(State(nextBytes: configuration.firstSegmentBytes))
    }

    /// Makes a segment ready if one is wanted; false if there was no room for it.
    ///
    /// Blocks for as long as the disk takes. An error other than a full disk is the disk's failure.
    func prepare() throws(DiskError) -> Bool {
        guard let wanted = claim() else { return true }
        do {
            var bytes = wanted
            while true {
                switch try attempt(bytes) {
                case .made(let segment):
                    provide(segment)
                    return true
                case .stopped:
                    set(.wanted)
                    return true
                case .noSpace:
                    guard bytes / 2 >= configuration.firstSegmentBytes else {
                        set(.wanted)
                        account.starve()
                        return false
                    }
                    bytes /= 2
                }
            }
        } catch {
            set(.wanted)
            throw error
        }
    }

    /// Hands out the segment that is ready; its file is still called `SegmentName.prepared`.
    func take() -> PreparedSegment? {
        state.withLock { state in
            guard case .ready(let segment) = state.slot else { return nil }
            state.slot = .taken
            return segment
        }
    }

    /// The segment taken has its own name now: the next one is wanted.
    func finishTaking() {
        set(.wanted)
    }

    /// Makes an attempt under way give up soon, and later ones do nothing.
    func stop() {
        state.withLock { $0.isStopped = true }
    }

    /// Removes what was made ready and not taken.
    func discard() throws(DiskError) {
        set(.wanted)
        try removeLeftover()
    }

    /// Removes the file of an attempt that did not come to its end, in this run or an earlier one.
    func removeLeftover() throws(DiskError) {
        if try disk.exists(SegmentName.prepared) { try disk.remove(SegmentName.prepared) }
    }

    private func claim() -> Int64? {
        state.withLock { state in
            guard case .wanted = state.slot, !state.isStopped else { return nil }
            state.slot = .underway
            return state.nextBytes
        }
    }

    private func set(_ slot: Slot) {
        state.withLock { $0.slot = slot }
    }

    private func provide(_ segment: PreparedSegment) {
        state.withLock { state in
            state.slot = .ready(segment)
            state.nextBytes = min(segment.bytes * 2, configuration.largestSegmentBytes)
        }
        // Only now: whoever is granted this room must find the segment.
        account.deposit(configuration.contribution(ofSegment: segment.bytes))
        account.feed()
    }

    private func attempt(_ bytes: Int64) throws(DiskError) -> Attempt {
        do {
            try removeLeftover()
            let file = try disk.open(SegmentName.prepared, .create)
            var done: Int64 = 0
            while done < bytes {
                if state.withLock({ $0.isStopped }) {
                    try removeLeftover()
                    return .stopped
                }
                let step = min(bytes - done, LogLimits.preparationStepBytes)
                try file.allocateZeroed(from: done, count: step)
                // In steps: one sync of it all would stand in the way of the records' syncs.
                try file.synchronize()
                done += step
            }
            return .made(PreparedSegment(file: file, bytes: bytes))
        } catch  where error.code == .noSpace {
            try removeLeftover()
            return .noSpace
        }
    }
}
