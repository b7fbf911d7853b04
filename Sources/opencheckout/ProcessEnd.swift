import Glibc
import Logging
import WriteAheadLog

/// How the process ends when it must.
enum ProcessEnd {
    /// Ends the process at once when the log cannot be written: nothing more may be promised, and nothing be tidied up
    /// on a disk that just failed.
    static func onLogFailure(_ logger: Logger) -> @Sendable (LogError) -> Void {
        { error in
            logger.critical("the log cannot be written; the process ends", metadata: ["error": "\(error)"])
            _exit(Failure.Status.failed.rawValue)
        }
    }
}
