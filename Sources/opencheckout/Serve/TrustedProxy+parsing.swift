import Glibc
import HTTPServing

extension TrustedProxy {
    /// Reads a block as operators write it, `10.0.0.0/8`; a bare address is a block of one.
    init?(parsing text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first.flatMap({ SocketAddress(numeric: String($0)) }) else {
            return nil
        }
        let bits = address.family == .ipv4 ? 32 : 128
        guard let prefix = parts.count == 1 ? bits : Int(parts[1]) else {
            return nil
        }
        self.init(address, prefix: prefix)
    }
}

extension SocketAddress {
    /// Reads an address in numbers, IPv4 or IPv6 (inet_pton(3)).
    fileprivate init?(numeric text: String) {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 {
            self.init(family: .ipv4, address: bytes.prefix(4).reduce(0) { $0 << 8 | UInt128($1) }, port: 0)
        } else if inet_pton(AF_INET6, text, &bytes) == 1 {
            self.init(family: .ipv6, address: bytes.reduce(0) { $0 << 8 | UInt128($1) }, port: 0)
        } else {
            return nil
        }
    }
}
