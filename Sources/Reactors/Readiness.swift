/// What a descriptor is ready for, or is watched for.
///
/// The raw value is the kernel's (epoll_ctl(2)), so that no event needs translating; the bits are part of its
/// interface and written out here, so that other modules see constants.
package struct Readiness: OptionSet, Hashable, Sendable {
    /// The kernel's bits.
    package let rawValue: UInt32

    /// Takes the kernel's bits as they are.
    @inlinable
    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Nothing.
    @inlinable package static var none: Readiness { Readiness(rawValue: 0) }

    /// There are bytes to read, a connection to accept, or the end of the stream (`EPOLLIN`).
    @inlinable package static var readable: Readiness { Readiness(rawValue: 0x001) }

    /// There is room to write (`EPOLLOUT`).
    @inlinable package static var writable: Readiness { Readiness(rawValue: 0x004) }

    /// Both directions are closed or the socket has failed; reported whether watched for or not (`EPOLLERR`,
    /// `EPOLLHUP`).
    @inlinable package static var broken: Readiness { Readiness(rawValue: 0x018) }

    /// Said once a change and not as long as it lasts (`EPOLLET`).
    static var onEdge: Readiness { Readiness(rawValue: 1 << 31) }

    /// Whether any of these is among them.
    @inlinable
    package func has(anyOf others: Readiness) -> Bool {
        rawValue & others.rawValue != 0
    }
}
