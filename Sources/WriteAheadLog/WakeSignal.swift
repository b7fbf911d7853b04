import Glibc

/// Lets one thread sleep until another has something for it, or a while has passed.
// Safe because the flags are only touched under the mutex, and the pointers never change.
final class WakeSignal: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var isRaised = false
    private var isStopped = false

    init() {
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        // So that setting the wall clock neither shortens nor lengthens a wait.
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Wakes the sleeper, or keeps it from falling asleep the next time.
    func raise() {
        locked { isRaised = true }
    }

    /// Wakes the sleeper for good.
    func stop() {
        locked { isStopped = true }
    }

    /// Sleeps until raised or stopped, or for so long; false once stopped.
    func wait(milliseconds: Int?) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        var deadline = milliseconds.map(Self.deadline(after:)) ?? timespec()
        while !isRaised, !isStopped {
            let result =
                milliseconds == nil
                ? pthread_cond_wait(condition, mutex) : pthread_cond_timedwait(condition, mutex, &deadline)
            if result == ETIMEDOUT { break }
        }
        isRaised = false
        return !isStopped
    }

    private func locked(_ change: () -> Void) {
        pthread_mutex_lock(mutex)
        change()
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    private static func deadline(after milliseconds: Int) -> timespec {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let nanoseconds = time.tv_nsec + milliseconds % 1000 * 1_000_000
        time.tv_sec += milliseconds / 1000 + nanoseconds / 1_000_000_000
        time.tv_nsec = nanoseconds % 1_000_000_000
        return time
    }
}
