/// The parts of an absolute `http` or `https` URL that the rules look at (RFC 3986 section 3).
///
/// A parser of our own and a strict one: a URL that browsers would repair is refused, so that what was checked is
/// what the customer's browser sees. Path, query and fragment are only searched for characters that may not stand
/// anywhere; they are the merchant's. Works on bytes, allocates nothing.
package struct WebURL: Sendable {
    /// Whether the scheme is `https`; otherwise it is `http`.
    package let isEncrypted: Bool

    /// What the host is.
    package let host: URLHost

    /// Where the host stands among the bytes, an IPv6 address with its brackets.
    package let hostPlace: Range<Int>

    /// The port, if the URL names one; never 0.
    package let port: UInt16?

    /// Where the authority ends, and path, query or fragment begin, if there are any.
    package let authorityEnd: Int

    /// Reads a whole text as URL, or says what is wrong with it.
    package init(parsing bytes: Span<UInt8>) throws(URLProblem) {
        guard bytes.count <= Limits.urlCharacters else { throw .tooLong }
        for index in bytes.indices where !Self.isAllowed(bytes[index]) { throw .forbiddenCharacter }
        let schemeEnd = Self.end(of: bytes, from: 0, before: UInt8(ascii: ":"))
        let authorityStart = schemeEnd + 3
        guard authorityStart <= bytes.count, Self.isScheme(bytes.extracting(0..<schemeEnd)),
            bytes[schemeEnd + 1] == UInt8(ascii: "/"), bytes[schemeEnd + 2] == UInt8(ascii: "/")
        else { throw .notAbsolute }
        guard let isEncrypted = Self.isEncrypted(scheme: bytes.extracting(0..<schemeEnd)) else { throw .schemeNotWeb }
        self.isEncrypted = isEncrypted
        var authorityEnd = authorityStart
        while authorityEnd < bytes.count, !Self.endsAuthority(bytes[authorityEnd]) { authorityEnd += 1 }
        self.authorityEnd = authorityEnd
        let authority = bytes.extracting(authorityStart..<authorityEnd)
        let hostEnd = try Self.hostEnd(in: authority)
        host = try URLHost(parsing: authority.extracting(0..<hostEnd))
        hostPlace = authorityStart..<authorityStart + hostEnd
        if hostEnd < authority.count {
            guard let port = Self.port(authority.extracting(hostEnd + 1..<authority.count)) else {
                throw .portMalformed
            }
            self.port = port
        } else {
            port = nil
        }
    }

    /// Whether the host is `localhost`, in 127.0.0.0/8 or `[::1]`.
    var isLoopback: Bool { host.isLoopback }

    /// The length of the host in `host[:port]`.
    private static func hostEnd(in authority: Span<UInt8>) throws(URLProblem) -> Int {
        if SessionTemplate.isIn(authority) { throw .templateInAuthority }
        for index in authority.indices where authority[index] == UInt8(ascii: "@") { throw .userInformation }
        guard !authority.isEmpty else { throw .hostMissing }
        var hostEnd: Int
        if authority[0] == UInt8(ascii: "[") {
            hostEnd = end(of: authority, from: 0, before: UInt8(ascii: "]"))
            guard hostEnd < authority.count else { throw .hostMalformed }
            hostEnd += 1
            guard hostEnd == authority.count || authority[hostEnd] == UInt8(ascii: ":") else { throw .hostMalformed }
        } else {
            hostEnd = end(of: authority, from: 0, before: UInt8(ascii: ":"))
        }
        guard hostEnd > 0 else { throw .hostMissing }
        return hostEnd
    }

    /// White space, controls and non-ASCII may stand nowhere; neither may a backslash, which browsers read as `/`.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7f && byte != UInt8(ascii: "\\")
    }

    private static func endsAuthority(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
    }

    /// Where `byte` stands first, or the end.
    private static func end(of bytes: Span<UInt8>, from start: Int, before byte: UInt8) -> Int {
        var index = start
        while index < bytes.count, bytes[index] != byte { index += 1 }
        return index
    }

    /// A letter, then letters, digits, `+`, `-`, `.` (RFC 3986 section 3.1).
    private static func isScheme(_ bytes: Span<UInt8>) -> Bool {
        guard !bytes.isEmpty, ASCII.isLetter(bytes[0]) else { return false }
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): continue
            case let byte: guard ASCII.isLetter(byte) || ASCII.isDigit(byte) else { return false }
            }
        }
        return true
    }

    /// True for `https`, false for `http`, in any letter case; `nil` for another scheme.
    private static func isEncrypted(scheme: Span<UInt8>) -> Bool? {
        if ASCII.isEqual(scheme, ignoringCaseTo: "https") { return true }
        return ASCII.isEqual(scheme, ignoringCaseTo: "http") ? false : nil
    }

    /// A number from 1 to 65535 in at most five digits; `nil` for anything else.
    private static func port(_ digits: Span<UInt8>) -> UInt16? {
        guard 1...5 ~= digits.count else { return nil }
        var port = 0
        for index in digits.indices {
            guard ASCII.isDigit(digits[index]) else { return nil }
            port = port * 10 + Int(digits[index] - UInt8(ascii: "0"))
        }
        return port == 0 ? nil : UInt16(exactly: port)
    }
}
