import Glibc

/// Lets one thread sleep until another has said that something is done (sem_overview(7)).
// Safe because the kernel's semaphore is made for several threads, and its address never changes.
final class Semaphore: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() {
        let result = sem_init(semaphore, 0, 0)
        precondition(result == 0, "a semaphore of one process can always be had")
    }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    /// Lets one waiter go on, now or when it comes.
    func signal() {
        sem_post(semaphore)
    }

    /// Returns once for each signal.
    func wait() {
        // A signal handler of the process may end the wait early.
        while sem_wait(semaphore) != 0 {}
    }
}
