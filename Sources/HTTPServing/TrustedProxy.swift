/// The proxies whose `X-Forwarded-For` is believed: one block of addresses (RFC 4632, RFC 4291 section 2.3).
package struct TrustedProxy: Sendable {
    private let family: SocketAddress.Family
    private let network: UInt128
    private let mask: UInt128

    /// A block from its first address and the length of its prefix in bits; nil if the prefix is too long.
    package init?(_ address: SocketAddress, prefix: Int) {
        let bits = address.family == .ipv4 ? 32 : 128
        guard address.family != .unix, (0...bits).contains(prefix) else {
            return nil
        }
        let all: UInt128 = address.family == .ipv4 ? 0xFFFF_FFFF : .max
        family = address.family
        mask = prefix == 0 ? 0 : (all << UInt128(bits - prefix)) & all
        network = address.address & mask
    }

    /// Whether this is one of the proxies.
    func contains(_ address: SocketAddress) -> Bool {
        address.family == family && address.address & mask == network
    }

    /// Who sent a request, for the log and for bounds: the peer, or whom the peer names if it is one of ours.
    package static func client(of request: borrowing HTTPRequest, _ proxy: TrustedProxy?) -> String {
        guard let proxy, proxy.contains(request.peer), case .one(let value) = request.field("x-forwarded-for") else {
            return request.peer.host
        }
        // The last entry is the one that our proxy added; what stands before it anybody may have written.
        let last = request.head[value].split(separator: UInt8(ascii: ",")).last ?? []
        let text = String(decoding: last, as: UTF8.self)
        return String(text.unicodeScalars.filter { $0.value > 0x20 && $0.value < 0x7F }.map(Character.init).prefix(45))
    }

    /// The same for bounds: an IPv6 network of 64 bits counts as one address.
    package static func network(of request: borrowing HTTPRequest, _ proxy: TrustedProxy?) -> String {
        client(of: request, proxy).split(separator: ":", omittingEmptySubsequences: false).prefix(4)
            .joined(separator: ":")
    }
}
