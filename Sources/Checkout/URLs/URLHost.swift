/// The host of a URL: a domain name, an IPv4 address as strict dotted quad, or an IPv6 address in brackets.
package enum URLHost: Hashable, Sendable {
    /// The name `localhost`, in any letter case and without a final dot.
    case localhost
    /// Any other name.
    case name
    /// An IPv4 address.
    case ipv4(UInt32)
    /// An IPv6 address.
    case ipv6(UInt128)

    /// Reads a non-empty host, or refuses what none of the three forms allows.
    ///
    /// A name whose last label is a number is an address to browsers (`127.1`, `0x7f.1`), so it must be a dotted quad.
    init(parsing host: Span<UInt8>) throws(URLProblem) {
        if host[0] == UInt8(ascii: "[") {
            guard let address = IPv6Shape.parse(host.extracting(1..<host.count - 1)) else { throw .hostMalformed }
            self = .ipv6(address)
        } else if Self.endsInNumber(host) {
            guard let address = IPv4Shape.parse(host) else { throw .hostMalformed }
            self = .ipv4(address)
        } else {
            guard Self.isDomainName(host) else { throw .hostMalformed }
            self = ASCII.isEqual(host, ignoringCaseTo: "localhost") ? .localhost : .name
        }
    }

    /// Whether it names this machine's loopback: `localhost`, 127.0.0.0/8, `[::1]`.
    var isLoopback: Bool {
        switch self {
        case .localhost: true
        case .name: false
        case .ipv4(let address): address >> 24 == 127
        case .ipv6(let address): address == 1
        }
    }

    /// Labels of letters, digits, `-` and `_`, parted by single dots; one dot may end it.
    private static func isDomainName(_ host: Span<UInt8>) -> Bool {
        guard host.count <= Limits.hostNameCharacters else { return false }
        var labelCharacters = 0
        for index in host.indices {
            switch host[index] {
            case UInt8(ascii: "."):
                guard labelCharacters > 0 else { return false }
                labelCharacters = 0
            case UInt8(ascii: "-"), UInt8(ascii: "_"):
                labelCharacters += 1
            case let byte:
                guard ASCII.isLetter(byte) || ASCII.isDigit(byte) else { return false }
                labelCharacters += 1
            }
            guard labelCharacters <= Limits.hostLabelCharacters else { return false }
        }
        return true
    }

    /// Whether the last label, a final dot aside, is all digits or begins with `0x`.
    private static func endsInNumber(_ host: Span<UInt8>) -> Bool {
        var end = host.count
        if host[end - 1] == UInt8(ascii: ".") { end -= 1 }
        var start = end
        while start > 0, host[start - 1] != UInt8(ascii: ".") { start -= 1 }
        guard start < end else { return false }
        if end - start >= 2, host[start] == UInt8(ascii: "0"), host[start + 1] | 0x20 == UInt8(ascii: "x") {
            return true
        }
        for index in start..<end where !ASCII.isDigit(host[index]) { return false }
        return true
    }
}
