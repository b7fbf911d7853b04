import Glibc

/// Where the service under load listens, looked up once.
package struct ServiceAddress: Sendable {
    /// The address as it was given, without a slash at its end.
    package let url: String

    /// What stands in `Host`.
    let authority: String

    let family: Int32

    /// The kernel's form.
    let bytes: [UInt8]

    /// Takes `http://HOST:PORT` (the port is 80 if it is left out) and looks the host up.
    package init(url: String) throws(LoadError) {
        let text = url.hasSuffix("/") ? String(url.dropLast()) : url
        guard text.hasPrefix("http://") else { throw .addressInvalid(url, reason: "it begins with http://") }
        let authority = text.dropFirst("http://".count)
        guard !authority.isEmpty, !authority.contains(where: { "/?#@".contains($0) }) else {
            throw .addressInvalid(url, reason: "it is http://HOST:PORT and no more")
        }
        let (host, port) = Self.split(authority)
        self.url = text
        self.authority = String(authority)
        (family, bytes) = try Self.lookUp(host: host, port: port, url: url)
    }

    /// An IPv6 address stands in brackets (RFC 3986 section 3.2.2).
    private static func split(_ authority: Substring) -> (host: String, port: String) {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            let host = authority[authority.index(after: authority.startIndex)..<end]
            let rest = authority[authority.index(after: end)...]
            return (String(host), rest.hasPrefix(":") ? String(rest.dropFirst()) : "80")
        }
        guard let colon = authority.lastIndex(of: ":") else { return (String(authority), "80") }
        return (String(authority[..<colon]), String(authority[authority.index(after: colon)...]))
    }

    private static func lookUp(
        host: String,
        port: String,
        url: String
    ) throws(LoadError) -> (family: Int32, bytes: [UInt8]) {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let result = getaddrinfo(host, port, &hints, &found)
        guard result == 0, let first = found else {
            throw .addressInvalid(url, reason: String(cString: gai_strerror(result)))
        }
        defer { freeaddrinfo(first) }
        let address = UnsafeRawBufferPointer(start: first.pointee.ai_addr, count: Int(first.pointee.ai_addrlen))
        return (first.pointee.ai_family, Array(address))
    }
}
