import CLinux
import Glibc

/// Every call of this module into the kernel and the resolver.
enum SystemCalls {
    /// How a read or write ended.
    enum Transfer: Equatable {
        /// So many bytes went over; a read of none is the end of the stream.
        case moved(Int)

        /// Nothing can move now.
        case blocked

        /// The connection is gone.
        case failed
    }

    static func receive(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
        while true {
            let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if count >= 0 { return .moved(count) }
            if errno != EINTR { return errno == EAGAIN ? .blocked : .failed }
        }
    }

    static func send(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Transfer {
        while true {
            let count = Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            if count >= 0 { return .moved(count) }
            if errno != EINTR { return errno == EAGAIN ? .blocked : .failed }
        }
    }

    static func send(_ descriptor: Int32, _ pieces: UnsafeMutableBufferPointer<iovec>) -> Transfer {
        var message = msghdr()
        message.msg_iov = pieces.baseAddress
        message.msg_iovlen = pieces.count
        while true {
            let count = sendmsg(descriptor, &message, Int32(MSG_NOSIGNAL))
            if count >= 0 { return .moved(count) }
            if errno != EINTR { return errno == EAGAIN ? .blocked : .failed }
        }
    }

    static func endSending(_ descriptor: Int32) {
        _ = shutdown(descriptor, Int32(SHUT_WR))
    }

    static func close(_ descriptor: Int32) {
        // Since Linux frees the number even when the call is interrupted, it is never repeated.
        _ = Glibc.close(descriptor)
    }

    /// Makes the close throw away what was not sent and tell the peer by a reset.
    static func resetOnClose(_ descriptor: Int32) {
        var option = linger(l_onoff: 1, l_linger: 0)
        _ = setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    static func sendWithoutDelay(_ descriptor: Int32) {
        var one: Int32 = 1
        // A Unix socket has no such option, and needs none.
        _ = setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Seconds and nanoseconds since the epoch.
    static func wallClock() -> (seconds: Int64, nanoseconds: Int64) {
        var time = timespec()
        _ = clock_gettime(CLOCK_REALTIME, &time)
        return (Int64(time.tv_sec), Int64(time.tv_nsec))
    }

    /// How an accept ended.
    enum Accepted {
        case connection(Int32, SocketAddress)

        /// Nobody waits.
        case none

        /// That one is gone already, the next may be there.
        case lost

        /// The process or the machine has no descriptor or memory left.
        case exhausted
    }

    static func accept(_ listener: Int32) -> Accepted {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let descriptor = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { clinux_accept(listener, $0, &length) }
        }
        if descriptor >= 0 { return .connection(descriptor, SocketAddress(storage)) }
        switch errno {
        case EAGAIN: return .none
        case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .exhausted
        // Errors of the network are reported for connections that failed before they were taken (accept(2)).
        default: return .lost
        }
    }
}

extension SocketAddress {
    /// Reads the kernel's form.
    init(_ storage: sockaddr_storage) {
        self = withUnsafeBytes(of: storage) { bytes in
            func number(_ range: Range<Int>) -> UInt128 {
                bytes[range].reduce(0) { $0 << 8 | UInt128($1) }
            }
            // In both families the port follows the family; the address comes at 4, or behind the flow label at 8.
            switch Int32(storage.ss_family) {
            case AF_INET: return SocketAddress(family: .ipv4, address: number(4..<8), port: UInt16(number(2..<4)))
            case AF_INET6: return SocketAddress(family: .ipv6, address: number(8..<24), port: UInt16(number(2..<4)))
            default: return .unix
            }
        }
    }
}
