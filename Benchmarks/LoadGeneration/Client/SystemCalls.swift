import CLinux
import Glibc

/// Every call of this module into the kernel that the way of a request needs.
enum SystemCalls {
    /// How a read or write ended.
    enum Transfer: Equatable {
        /// So many bytes went over; a read of none is the end of the stream.
        case moved(Int)

        /// Nothing can move now.
        case blocked

        /// The connection is gone, with the kernel's reason.
        case failed(Int32)
    }

    static func receive(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
        while true {
            let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if count >= 0 { return .moved(count) }
            if errno != EINTR { return errno == EAGAIN ? .blocked : .failed(errno) }
        }
    }

    static func send(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Transfer {
        while true {
            let count = Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            if count >= 0 { return .moved(count) }
            if errno != EINTR { return errno == EAGAIN ? .blocked : .failed(errno) }
        }
    }

    /// A socket that has begun to connect; how that ends shows when it is writable.
    static func connect(to address: ServiceAddress) -> Result<Int32, SystemFailure> {
        let flags = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        let descriptor = socket(address.family, Int32(flags), 0)
        guard descriptor >= 0 else { return .failure(SystemFailure("socket", errno)) }
        var one: Int32 = 1
        _ = setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        let result = address.bytes.withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) {
                Glibc.connect(descriptor, $0.baseAddress, socklen_t(address.bytes.count))
            }
        }
        if result == 0 || errno == EINPROGRESS { return .success(descriptor) }
        let failure = SystemFailure("connect", errno)
        close(descriptor)
        return .failure(failure)
    }

    /// Why a socket that was connecting is not connected; nil if it is.
    static func connectionFailure(_ descriptor: Int32) -> SystemFailure? {
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length) == 0 else {
            return SystemFailure("getsockopt", errno)
        }
        return code == 0 ? nil : SystemFailure("connect", code)
    }

    static func close(_ descriptor: Int32) {
        // Since Linux frees the number even when the call is interrupted, it is never repeated.
        _ = Glibc.close(descriptor)
    }

    /// A timer that is a descriptor, on the monotonic clock (timerfd_create(2)).
    static func makeTimer() -> Result<Int32, SystemFailure> {
        let descriptor = timerfd_create(CLOCK_MONOTONIC, Int32(TFD_CLOEXEC | TFD_NONBLOCK))
        return descriptor >= 0 ? .success(descriptor) : .failure(SystemFailure("timerfd_create", errno))
    }

    /// Makes a timer readable at a point of the monotonic clock and not before; nil never.
    static func setTimer(_ descriptor: Int32, atNanoseconds time: Int64?) {
        var setting = itimerspec()
        if let time {
            setting.it_value = timespec(tv_sec: Int(time / 1_000_000_000), tv_nsec: Int(time % 1_000_000_000))
        }
        let result = timerfd_settime(descriptor, Int32(TFD_TIMER_ABSTIME), &setting, nil)
        assert(result == 0, "a timer of our own can be set")
    }

    /// Lets the process have as many descriptors as it may.
    static func raiseDescriptorLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
