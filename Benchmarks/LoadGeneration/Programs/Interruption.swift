import Dispatch
import Foundation
import Glibc
import Synchronization

/// What happens when the user breaks a measurement off: the service that was started ends too, its data goes.
///
/// At the first SIGINT or SIGTERM; the process then exits with 130. It holds as long as this object is kept.
package final class Interruption {
    /// The process that was started and not ended yet.
    private final class Running: Sendable {
        let pid = Mutex<Int32?>(nil)
    }

    private static let signals = [SIGINT, SIGTERM]

    /// Where the handler of signals leaves a byte: the writing end of the pipe of whoever listens.
    ///
    /// A signal may come at any moment. By a pipe none is lost between the time from which it no longer ends the
    /// process and the time from which somebody listens.
    private static let mailbox = Atomic<Int32>(-1)

    private let running = Running()
    private let pipe = Pipe()
    private let source: any DispatchSourceRead

    /// Begins to listen, before anything is started; the folder, if there is one, is removed with all that is in it.
    package init(removing folder: String?) {
        let running = running
        source = DispatchSource.makeReadSource(
            fileDescriptor: pipe.fileHandleForReading.fileDescriptor,
            queue: .global()
        )
        source.setEventHandler {
            running.pid.withLock { pid in
                if let pid { Self.end(pid) }
                if let folder { try? FileManager.default.removeItem(atPath: folder) }
                exit(130)
            }
        }
        source.resume()
        Self.mailbox.store(pipe.fileHandleForWriting.fileDescriptor, ordering: .sequentiallyConsistent)
        for number in Self.signals {
            signal(number) { _ in
                let before = errno
                var byte: UInt8 = 1
                _ = write(Interruption.mailbox.load(ordering: .sequentiallyConsistent), &byte, 1)
                errno = before
            }
        }
    }

    deinit {
        for number in Self.signals { signal(number, SIG_DFL) }
        source.cancel()
    }

    /// Ends a child at once and waits until it has ended, so that it writes nothing into a folder that goes; whoever
    /// started it may still ask how.
    private static func end(_ child: Int32) {
        _ = kill(child, SIGKILL)
        var how = siginfo_t()
        while waitid(P_PID, id_t(child), &how, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    }

    /// Starts a process and gives its number; a signal waits for that, and ends it too.
    func launch(_ start: () throws -> Int32) rethrows {
        try running.pid.withLock { $0 = try start() }
    }

    /// Forgets the process, which has ended.
    func forget() {
        running.pid.withLock { $0 = nil }
    }
}
