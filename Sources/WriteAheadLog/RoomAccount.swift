import Synchronization

/// Who may still write how much: the promises of room, and whether the log takes any at all.
///
/// Room is what the open segment and the one prepared behind it have left, less the promises that are not written yet.
/// No call takes a lock: requests ask here before they decide anything.
final class RoomAccount: Sendable {
    private let free = Atomic<Int>(0)
    private let condition = Atomic<LogState>(.writable)
    private let isStarved = Atomic<Bool>(false)
    private let reserveBytes: Int
    private let firstFailure = Mutex<LogError?>(nil)

    init(reserveBytes: Int) {
        self.reserveBytes = reserveBytes
    }

    /// What the log can do at the moment.
    var state: LogState { condition.load(ordering: .acquiring) }

    /// Room that is not promised to anybody, the reserve included, in bytes.
    var freeBytes: Int { free.load(ordering: .relaxed) }

    /// Takes room for a frame off the account, if there is enough.
    func admit(_ bytes: Int, from space: LogSpace) -> LogAdmission {
        switch state {
        case .failed, .closed: return .failed
        case .readOnly where space == .ordinary: return .noRoom
        case .readOnly, .writable: break
        }
        let floor = space == .ordinary ? reserveBytes : 0
        var known = free.load(ordering: .relaxed)
        while known - bytes >= floor {
            let (exchanged, original) = free.weakCompareExchange(
                expected: known,
                desired: known - bytes,
                ordering: .acquiringAndReleasing
            )
            if exchanged { return .granted }
            known = original
        }
        return refusal(from: space)
    }

    /// Adds room: a new segment, or a promise that was not used up.
    func deposit(_ bytes: Int) {
        free.wrappingAdd(bytes, ordering: .acquiringAndReleasing)
    }

    /// The disk had no room for the next segment.
    func starve() {
        isStarved.store(true, ordering: .sequentiallyConsistent)
    }

    /// The next segment is there: a read-only log turns back.
    func feed() {
        isStarved.store(false, ordering: .sequentiallyConsistent)
        move(from: .readOnly, to: .writable)
    }

    /// What made the log fail, if it has.
    var failure: LogError? {
        guard state == .failed else { return nil }
        return firstFailure.withLock { $0 }
    }

    /// A write or sync failed, which is final.
    ///
    /// The first failure is the one that is told.
    func fail(_ error: LogError) {
        firstFailure.withLock { $0 = $0 ?? error }
        condition.store(.failed, ordering: .sequentiallyConsistent)
    }

    /// The log was closed; a failure stays one.
    func close() {
        move(from: .writable, to: .closed)
        move(from: .readOnly, to: .closed)
    }

    private func refusal(from space: LogSpace) -> LogAdmission {
        guard isStarved.load(ordering: .sequentiallyConsistent) else { return .notReady }
        if space == .ordinary {
            move(from: .writable, to: .readOnly)
            // Room may have come between the two lines above, and whoever brought it saw nothing to turn back.
            if !isStarved.load(ordering: .sequentiallyConsistent) { move(from: .readOnly, to: .writable) }
        }
        return .noRoom
    }

    private func move(from old: LogState, to new: LogState) {
        _ = condition.compareExchange(expected: old, desired: new, ordering: .sequentiallyConsistent)
    }
}
