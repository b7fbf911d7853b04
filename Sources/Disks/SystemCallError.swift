import Glibc

/// The system's error number of a call that failed.
struct SystemCallError: Error {
    /// The number, as `errno` had it.
    let number: Int32

    /// The same as callers of a disk see it.
    func diskError(_ operation: DiskOperation, _ file: String) -> DiskError {
        DiskError(code, message, operation: operation, file: file)
    }

    private var code: DiskError.Code {
        switch number {
        case ENOSPC, EDQUOT: .noSpace
        case EIO: .inputOutput
        case ENOENT: .notFound
        case EEXIST: .exists
        case EACCES, EPERM, EROFS: .permission
        default: .other(number)
        }
    }

    private var message: String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { text in
            // The first byte stays zero should the system not know the number.
            text.initialize(repeating: 0)
            guard let start = text.baseAddress, strerror_r(number, start, text.count) == 0 else {
                return "error \(number)"
            }
            return String(cString: start)
        }
    }
}
