import Bytes
import Checkout

/// Where a URL leads, as far as that can be told without looking its name up; made for the policy that it meets.
package struct Destination: Sendable {
    /// Who is named by the URL.
    package enum Host: Hashable, Sendable {
        /// A name in lower case, without the dot that may end it.
        case name(String)
        /// An address.
        case address(IPAddress)

        /// The host as it stands in a URL.
        var text: String {
            switch self {
            case .name(let name): name
            case .address(.v4(let value)): IPAddress.v4(value).text
            case .address(.v6(let value)): "[\(IPAddress.v6(value).text)]"
            }
        }
    }

    /// Which addresses the host may have.
    enum Reach {
        case publicOnly
        case loopbackOnly
        case either
    }

    /// Who is named by the URL.
    package let host: Host

    /// The port, the scheme's own where the URL names none.
    package let port: UInt16

    /// The URL as it is asked for: its host as in `host`, its port only where it is not the scheme's own, and without
    /// fragment.
    ///
    /// A signature that covers the URL covers this spelling. Read again, it stays as it is.
    package let url: String

    /// Scheme, host and port of `url` (RFC 6454): equal for two URLs that lead to the same server.
    package let origin: String

    /// Whether requests get no further than this machine, whatever addresses the host has.
    package var isLoopbackOnly: Bool { reach == .loopbackOnly }

    private let isEncrypted: Bool
    private let reach: Reach

    /// Names of private networks, which end the name they stand in.
    private static let privateNames = ["local", "internal", "localdomain", "home.arpa"]

    /// Reads a URL, or says why no request may go there.
    package init(_ text: String, policy: OutboundPolicy) throws(OutboundProblem) {
        let bytes = text.utf8Span.span
        let url: WebURL
        do throws(URLProblem) { url = try WebURL(parsing: bytes) } catch { throw .urlMalformed(error) }
        let host = Self.host(of: url, in: bytes)
        let reach = try Self.reach(of: host, isEncrypted: url.isEncrypted, policy: policy)
        let standardPort: UInt16 = url.isEncrypted ? 443 : 80
        let port = url.port ?? standardPort
        if policy.requiresStandardPort, reach != .loopbackOnly, port != standardPort { throw .portNotStandard }
        self.host = host
        self.port = port
        self.reach = reach
        isEncrypted = url.isEncrypted
        origin = (url.isEncrypted ? "https://" : "http://") + host.text + (port == standardPort ? "" : ":\(port)")
        self.url = origin + Self.target(of: text, read: url)
    }

    /// Checks all addresses of the host: one that may not be reached is enough to refuse them all.
    ///
    /// A name that has a public and a private address is an attack or a mistake, and which of them is tried first would
    /// be chance.
    package func check(_ addresses: [IPAddress]) throws(OutboundProblem) {
        guard !addresses.isEmpty else { throw .nameNotFound }
        for address in addresses {
            switch reach {
            case .publicOnly: guard address.isPublic else { throw .addressNotPublic }
            case .either: guard address.isPublic || address.isLoopback else { throw .addressNotPublic }
            case .loopbackOnly:
                guard address.isLoopback else { throw isEncrypted ? .addressNotPublic : .notEncrypted }
            }
        }
    }

    private static func host(of url: WebURL, in bytes: Span<UInt8>) -> Host {
        switch url.host {
        case .localhost: return .name("localhost")
        case .ipv4(let value): return .address(.v4(value))
        case .ipv6(let value): return .address(.v6(value))
        case .name:
            var name: [UInt8] = []
            name.reserveCapacity(url.hostPlace.count)
            for index in url.hostPlace {
                let byte = bytes[index]
                name.append(UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte)
            }
            if name.last == UInt8(ascii: ".") { name.removeLast() }
            return .name(String(decoding: name, as: UTF8.self))
        }
    }

    private static func reach(
        of host: Host,
        isEncrypted: Bool,
        policy: OutboundPolicy
    ) throws(OutboundProblem) -> Reach {
        guard isEncrypted || policy.allowsLoopback else { throw .notEncrypted }
        switch host {
        case .address(let address):
            guard policy.allowsLoopback, address.isLoopback else {
                throw isEncrypted ? .hostIsAddress : .notEncrypted
            }
            return .loopbackOnly
        case .name(let name):
            if name == "localhost" || name.hasSuffix(".localhost") {
                guard policy.allowsLoopback else { throw .nameNotPublic }
                return .loopbackOnly
            }
            guard name.utf8.contains(UInt8(ascii: ".")),
                !privateNames.contains(where: { name == $0 || name.hasSuffix("." + $0) })
            else { throw .nameNotPublic }
            guard isEncrypted else { return .loopbackOnly }
            return policy.allowsLoopback ? .either : .publicOnly
        }
    }

    /// Path and query, which stand behind a host put together again, so that whoever connects reads the same host out
    /// of the whole as we did.
    private static func target(of text: String, read url: WebURL) -> String {
        let rest = text.utf8.dropFirst(url.authorityEnd).prefix { $0 != UInt8(ascii: "#") }
        return (rest.first == UInt8(ascii: "/") ? "" : "/") + escaped(Array(rest))
    }

    /// Path and query with percent escapes for what RFC 3986 does not let stand in them; merchants' URLs may hold it.
    ///
    /// What stands escaped already stays as it is. Foundation, which reads the URL after us, escapes all percent signs
    /// again when one of them is stray.
    private static func escaped(_ text: [UInt8]) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        for (index, byte) in text.enumerated() {
            let isForeign =
                byte == UInt8(ascii: "%") ? !isEscape(text[index...]) : #""<>[]^`{|}"#.utf8.contains(byte)
            if isForeign {
                result.append(UInt8(ascii: "%"))
                Hex.append(byte, to: &result)
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Whether a percent sign begins an escape: two hexadecimal digits follow.
    private static func isEscape(_ text: ArraySlice<UInt8>) -> Bool {
        let digits = text.dropFirst().prefix(2)
        return digits.count == 2 && digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    }
}
