import Synchronization

/// Those who wait on a machine, until their time has come or the machine has ended.
///
/// Times are ``WorldTime``'s.
final class Sleepers: Sendable {
    /// Where one waits.
    private struct Bed {
        let deadline: Int64
        let continuation: CheckedContinuation<Void, any Error>
    }

    /// Where all wait.
    private struct Dormitory {
        var beds: [Bed] = []
        var isClosed = false
    }

    private let time: WorldTime
    private let dormitory = Mutex(Dormitory())

    init(_ time: WorldTime) {
        self.time = time
    }

    /// Waits; throws once the machine has ended.
    func sleep(for duration: Duration) async throws {
        let deadline = time.nanoseconds + Int64(duration / .nanoseconds(1))
        try await withCheckedThrowingContinuation { continuation in
            let isClosed = dormitory.withLock { dormitory in
                guard !dormitory.isClosed else { return true }
                dormitory.beds.append(Bed(deadline: deadline, continuation: continuation))
                return false
            }
            if isClosed { continuation.resume(throwing: CancellationError()) }
        }
    }

    /// When the next one wakes up; nil if none sleeps.
    var nextDeadline: Int64? { dormitory.withLock { $0.beds.map(\.deadline).min() } }

    /// Wakes those whose time has come, in the order of their times.
    func wake() {
        let now = time.nanoseconds
        let awake = dormitory.withLock { dormitory in
            let awake = dormitory.beds.filter { $0.deadline <= now }
            dormitory.beds.removeAll { $0.deadline <= now }
            return awake.sorted { $0.deadline < $1.deadline }
        }
        for bed in awake { bed.continuation.resume() }
    }

    /// The machine has ended: nobody waits there any more.
    func close() {
        let beds = dormitory.withLock { dormitory in
            defer { dormitory.beds = [] }
            dormitory.isClosed = true
            return dormitory.beds
        }
        for bed in beds { bed.continuation.resume(throwing: CancellationError()) }
    }
}
