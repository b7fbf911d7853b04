import Dispatch
import Glibc

/// What is to be done when the user breaks a measurement off: a service that was started must not be left behind.
package final class Interruption {
    private let sources: [any DispatchSourceSignal]

    /// Has a body run at the first SIGINT or SIGTERM, after which the process exits with 130.
    ///
    /// It holds as long as this object is kept, and on a thread of its own: the body may block.
    package init(_ body: @escaping @Sendable () -> Void) {
        sources = [SIGINT, SIGTERM]
            .map { number in
                // Without this the signal's default would end the process before the source hears of it.
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler {
                    body()
                    exit(130)
                }
                source.resume()
                return source
            }
    }

    deinit {
        for source in sources { source.cancel() }
    }
}
