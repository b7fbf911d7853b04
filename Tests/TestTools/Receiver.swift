import Foundation
import Glibc
import Synchronization

/// A server on loopback that treats each connection as a script says, on a thread of its own.
package final class Receiver: Sendable {
    private struct State {
        var connections = 0
        var closed = 0
    }

    /// The port that it listens at.
    package let port: UInt16
    private let listener: Int32
    private let state = Mutex(State())

    /// A server that runs `script` for each connection, and closes it behind the script's end.
    package init(isIPv6: Bool = false, _ script: @escaping @Sendable (ReceiverConnection) throws -> Void) throws {
        let family = isIPv6 ? AF_INET6 : AF_INET
        let listener = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard listener >= 0 else { throw SocketClientError.system("socket", errno) }
        self.listener = listener
        if isIPv6 {
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_addr = in6addr_loopback
            try Self.listen(listener, &address)
            port = UInt16(bigEndian: address.sin6_port)
        } else {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            try Self.listen(listener, &address)
            port = UInt16(bigEndian: address.sin_port)
        }
        Thread.detachNewThread { [weak self] in
            while true {
                let accepted = accept(listener, nil, nil)
                guard accepted >= 0, let self else {
                    // Closed by whoever accepts: the number may be another socket's right afterwards.
                    close(listener)
                    return
                }
                state.withLock { $0.connections += 1 }
                Thread.detachNewThread {
                    try? script(ReceiverConnection(accepted))
                    self.state.withLock { $0.closed += 1 }
                }
            }
        }
    }

    deinit {
        _ = shutdown(listener, Int32(SHUT_RDWR))
    }

    /// Listens at a port that the kernel chooses, and says which.
    private static func listen<Address>(_ listener: Int32, _ address: inout Address) throws {
        var length = socklen_t(MemoryLayout<Address>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && Glibc.listen(listener, 128) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard isListening else { throw SocketClientError.system("listen", errno) }
    }

    /// How many connections there have been.
    package var connections: Int { state.withLock(\.connections) }

    /// How many connections' scripts have come to their end.
    package var closed: Int { state.withLock(\.closed) }

    /// A URL of it.
    package var url: String { "http://127.0.0.1:\(port)/hook" }

    /// A port at which nobody listens: it was given out, and given back.
    package static func freePort() throws -> UInt16 {
        try Receiver { _ in }.port
    }
}
