import Glibc
import Synchronization

/// The log's own thread: makes the next segment ready whenever it is woken, and again after a pause while it cannot.
final class PreparerThread: Sendable {
    /// What the thread runs, behind a pointer that C can carry.
    private final class Body: Sendable {
        let signal: WakeSignal
        let retryMilliseconds: Int
        let work: @Sendable () -> Bool

        init(signal: WakeSignal, retryMilliseconds: Int, work: @escaping @Sendable () -> Bool) {
            self.signal = signal
            self.retryMilliseconds = retryMilliseconds
            self.work = work
        }

        func run() {
            var isDone = true
            while signal.wait(milliseconds: isDone ? nil : retryMilliseconds) {
                isDone = work()
            }
        }
    }

    private let signal = WakeSignal()
    private let thread: Mutex<pthread_t?>

    /// Starts the thread, which sleeps at first; `work` says false if it is to be called again after the pause.
    init(retryMilliseconds: Int, work: @escaping @Sendable () -> Bool) {
        let body = Body(signal: signal, retryMilliseconds: retryMilliseconds, work: work)
        thread = Mutex(Self.start(body))
    }

    deinit {
        stop()
    }

    /// Has the work done soon.
    func wake() {
        signal.raise()
    }

    /// Ends the thread after the work it is at, and waits for it; called from another thread.
    func stop() {
        signal.stop()
        let running = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        if let running { pthread_join(running, nil) }
    }

    private static func start(_ body: Body) -> pthread_t {
        // Signals are for the program's other threads; a new thread inherits its maker's mask.
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var thread = pthread_t()
        // Safe because the reference taken here is given back by the thread, once, when it runs.
        let argument = Unmanaged.passRetained(body).toOpaque()
        let result = pthread_create(
            &thread,
            nil,
            { argument in
                if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            },
            argument
        )
        precondition(result == 0, "the system has room for one more thread")
        return thread
    }
}
