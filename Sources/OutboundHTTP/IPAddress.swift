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

    /// The address as text: a dotted quad, or eight groups with nothing left out.
    package var text: String {
        switch self {
        case .v4(let value):
            return stride(from: 24, through: 0, by: -8).map { String(value >> $0 & 0xFF) }.joined(separator: ".")
        case .v6(let value):
            return stride(from: 112, through: 0, by: -16).map { String(value >> $0 & 0xFFFF, radix: 16) }
                .joined(separator: ":")
        }
    }
}
