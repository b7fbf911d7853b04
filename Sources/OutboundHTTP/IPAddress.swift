import Glibc

/// An IPv4 or IPv6 address, as a number.
package enum IPAddress: Hashable, Sendable {
    /// The four bytes, the first highest.
    case v4(UInt32)
    /// The sixteen bytes, the first highest.
    case v6(UInt128)

    /// Whether it is in 127.0.0.0/8 or is `::1`.
    package var isLoopback: Bool {
        switch self {
        case .v4(let value): value >> 24 == 127
        case .v6(let value): value == 1
        }
    }

    /// The address as text: a dotted quad, or groups as RFC 5952 recommends.
    package var text: String {
        switch self {
        case .v4(let value):
            return stride(from: 24, through: 0, by: -8).map { String(value >> $0 & 0xFF) }.joined(separator: ".")
        case .v6(let value):
            var address = value.bigEndian
            var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
            // Safe because the address has its 16 bytes, and the text the room that is named.
            _ = inet_ntop(AF_INET6, &address, &text, socklen_t(text.count))
            return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }
}
