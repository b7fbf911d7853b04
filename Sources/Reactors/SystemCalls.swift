import CLinux
import Glibc

/// Every call of this module into the kernel; another poller would be written here.
enum SystemCalls {
    static func monotonicNanoseconds() -> Int64 {
        var time = timespec()
        let result = clock_gettime(CLOCK_MONOTONIC, &time)
        assert(result == 0, "Linux has a monotonic clock")
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    static func makePoll() throws(SystemCallError) -> Int32 {
        let descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else { throw SystemCallError(call: "epoll_create1", code: errno) }
        return descriptor
    }

    static func makeBell() throws(SystemCallError) -> Int32 {
        let descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else { throw SystemCallError(call: "eventfd", code: errno) }
        return descriptor
    }

    /// Adds one to the eventfd; it is watched on the edge, so that nobody has to read it back.
    static func ring(_ bell: Int32) {
        var one: UInt64 = 1
        while write(bell, &one, 8) < 0, errno == EINTR {}
    }

    static func add(_ descriptor: Int32, for interest: Readiness, tag: UInt64, to poll: Int32) throws(SystemCallError) {
        try control(EPOLL_CTL_ADD, descriptor, interest, tag, poll)
    }

    static func modify(
        _ descriptor: Int32,
        for interest: Readiness,
        tag: UInt64,
        in poll: Int32
    ) throws(SystemCallError) {
        try control(EPOLL_CTL_MOD, descriptor, interest, tag, poll)
    }

    static func remove(_ descriptor: Int32, from poll: Int32) {
        var event = epoll_event()
        epoll_ctl(poll, EPOLL_CTL_DEL, descriptor, &event)
    }

    /// Waits for events; an interrupted wait ends early, without any.
    static func wait(_ poll: Int32, into events: UnsafeMutableBufferPointer<epoll_event>, milliseconds: Int32) -> Int {
        let count = epoll_wait(poll, events.baseAddress, Int32(events.count), milliseconds)
        if count < 0 {
            precondition(errno == EINTR, "waiting on one's own epoll descriptor can only be interrupted")
            return 0
        }
        return Int(count)
    }

    static func close(_ descriptor: Int32) {
        // Since Linux frees the number even when the call is interrupted, it is never repeated.
        _ = Glibc.close(descriptor)
    }

    static var currentThread: UInt { UInt(pthread_self()) }

    /// Starts a thread that runs the body and ends.
    static func startThread(_ body: ThreadBody) throws(SystemCallError) -> pthread_t {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(body)
        let result = pthread_create(
            &thread,
            nil,
            { context in
                if let context { Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            },
            context.toOpaque()
        )
        guard result == 0 else {
            context.release()
            throw SystemCallError(call: "pthread_create", code: result)
        }
        return thread
    }

    static func join(_ thread: pthread_t) {
        let result = pthread_join(thread, nil)
        precondition(result == 0, "a thread is joined once, and not by itself")
    }

    /// Names the calling thread for `top`, `perf` and core dumps; longer names are cut.
    static func nameThread(_ name: String) {
        var bytes = Array(name.utf8.prefix(Limits.threadNameBytes)).map { CChar(bitPattern: $0) }
        bytes.append(0)
        _ = clinux_name_thread(bytes)
    }

    /// Has the calling thread alone stand so: setpriority(2) and sched_setscheduler(2), which are a thread's in Linux.
    ///
    /// Any process may stand back; where the kernel refuses all the same, the thread stands as it did.
    static func stand(_ standing: ThreadStanding) {
        switch standing {
        case .ordinary: break
        case .back: setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Limits.niceness)
        case .idle: _ = clinux_run_when_idle()
        }
    }

    private static func control(
        _ operation: Int32,
        _ descriptor: Int32,
        _ interest: Readiness,
        _ tag: UInt64,
        _ poll: Int32
    ) throws(SystemCallError) {
        var event = epoll_event(events: interest.rawValue, data: epoll_data_t(u64: tag))
        guard epoll_ctl(poll, operation, descriptor, &event) == 0 else {
            throw SystemCallError(call: "epoll_ctl", code: errno)
        }
    }
}
