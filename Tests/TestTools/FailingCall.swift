package import Disks
import Synchronization

/// Makes the n-th call on the system's files fail, whichever directory it is in; once.
package final class FailingCall: Sendable {
    private let left: Mutex<Int>
    private let code: DiskError.Code

    /// The number of the call, from 1, and what it says.
    package init(_ number: Int, _ code: DiskError.Code) {
        left = Mutex(number)
        self.code = code
    }

    /// Whether it has come.
    package var isMet: Bool { left.withLock { $0 <= 0 } }

    /// A directory in which it may come.
    package func disk(at path: String) throws -> POSIXDisk {
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
