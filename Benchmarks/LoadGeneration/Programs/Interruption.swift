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

    private let running = Running()
    private let sources: [any DispatchSourceSignal]

    /// Begins to listen, before anything is started; the folder, if there is one, is removed with all that is in it.
    package init(removing folder: String?) {
        let running = running
        sources = [SIGINT, SIGTERM]
            .map { number in
                // Without this the signal's default would end the process before the source hears of it.
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler {
                    running.pid.withLock { pid in
                        if let pid { _ = kill(pid, SIGKILL) }
                        if let folder { try? FileManager.default.removeItem(atPath: folder) }
                        exit(130)
                    }
                }
                source.resume()
                return source
            }
    }

    deinit {
        for source in sources { source.cancel() }
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
