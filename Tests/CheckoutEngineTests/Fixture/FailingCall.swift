import Disks
import Synchronization

/// Makes the n-th call on the system's files fail, whichever directory it is in; once.
final class FailingCall: Sendable {
    private let left: Mutex<Int>
    private let code: DiskError.Code

    init(_ number: Int, _ code: DiskError.Code) {
        left = Mutex(number)
        self.code = code
    }

    /// Whether it has come.
    var isMet: Bool { left.withLock { $0 <= 0 } }

    /// A directory in which it may come.
    func disk(at path: String) throws -> POSIXDisk {
        try POSIXDisk(path: path) { point, file throws(DiskError) in
            guard point.moment == .before else { return }
            let isNow = self.left.withLock { left in
                left -= 1
                return left == 0
            }
            if isNow { throw DiskError(self.code, "on purpose", operation: point.operation, file: file) }
        }
    }
}
