/// One end of a socket.
package struct SocketAddress: Sendable, Hashable, CustomStringConvertible {
    /// What kind of address it is.
    package enum Family: Sendable, Hashable {
        case ipv4
        case ipv6
        case unix
    }

    /// The kind.
    package let family: Family

    /// The address as a number, the first byte the most significant; 32 bits for IPv4, 0 for a Unix socket.
    package let address: UInt128

    /// The port; 0 for a Unix socket.
    package let port: UInt16

    /// Puts an address together.
    package init(family: Family, address: UInt128, port: UInt16) {
        self.family = family
        self.address = address
        self.port = port
    }

    /// The end of a Unix socket, which has no name worth telling.
    package static let unix = SocketAddress(family: .unix, address: 0, port: 0)

    /// The address without the port: `127.0.0.1`, `2001:db8:0:0:0:0:0:1` (no zeros left out), `unix`.
    package var host: String {
        switch family {
        case .ipv4:
            (0..<4).map { String((address >> (24 - 8 * UInt128($0))) & 0xFF) }.joined(separator: ".")
        case .ipv6:
            (0..<8).map { String((address >> (112 - 16 * UInt128($0))) & 0xFFFF, radix: 16) }.joined(separator: ":")
        case .unix: "unix"
        }
    }

    /// Host and port as in a URL: `127.0.0.1:8080`, `[0:0:0:0:0:0:0:1]:8080`, `unix`.
    package var description: String {
        switch family {
        case .ipv4: "\(host):\(port)"
        case .ipv6: "[\(host)]:\(port)"
        case .unix: host
        }
    }
}
