import CLinux

/// What a descriptor is ready for, or is watched for.
///
/// The raw value is the kernel's (epoll_ctl(2)), so that no event needs translating.
package struct Readiness: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32

    /// Takes the kernel's bits as they are.
    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// There are bytes to read, a connection to accept, or the end of the stream.
    package static let readable = Readiness(rawValue: EPOLLIN.rawValue)

    /// There is room to write.
    package static let writable = Readiness(rawValue: EPOLLOUT.rawValue)

    /// Both directions are closed or the socket has failed; reported whether watched for or not.
    package static let broken = Readiness(rawValue: EPOLLHUP.rawValue | EPOLLERR.rawValue)

    /// Said once a change and not as long as it lasts.
    static let onEdge = Readiness(rawValue: EPOLLET.rawValue)
}
