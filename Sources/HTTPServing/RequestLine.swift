/// The first line of a request: `method SP target SP version` (RFC 9112, section 3), with offsets into the input.
struct RequestLine {
    let method: Range<Int>
    let target: Range<Int>
    let path: Range<Int>
    let query: Range<Int>?
    let version: HTTPVersion

    /// Reads a whole line.
    ///
    /// A well-formed line of another version gets 505 whatever the form of its target.
    init(_ line: Range<Int>, of bytes: borrowing Span<UInt8>, targetBytes: Int) throws(HTTPFault) {
        guard !line.isEmpty else { throw .badRequest(.emptyLines) }
        let methodEnd = bytes.endOfToken(in: line)
        guard methodEnd < line.upperBound else { throw .badRequest(.requestLine) }
        guard methodEnd > line.lowerBound, bytes[methodEnd] == ASCII.space else { throw .badRequest(.method) }
        method = line.lowerBound..<methodEnd

        let start = methodEnd + 1
        let end = bytes.endOfTarget(in: start..<line.upperBound)
        guard end - start <= targetBytes else { throw .targetTooLong }
        guard end < line.upperBound else { throw .badRequest(.requestLine) }
        guard end > start, bytes[end] == ASCII.space else { throw .badRequest(.target) }
        target = start..<end
        let mark = bytes.first(UInt8(ascii: "?"), in: target)
        path = start..<(mark ?? end)
        query = mark.map { $0 + 1..<end }

        version = try Self.version(end + 1..<line.upperBound, of: bytes)
        guard bytes[start] == UInt8(ascii: "/") else { throw .badRequest(.targetForm) }
    }

    private static func version(_ range: Range<Int>, of bytes: borrowing Span<UInt8>) throws(HTTPFault) -> HTTPVersion {
        let first = range.lowerBound
        guard
            range.count == 8,
            bytes.isEqual(first..<first + 5, "HTTP/"),
            ASCII.isDigit(bytes[first + 5]),
            bytes[first + 6] == UInt8(ascii: "."),
            ASCII.isDigit(bytes[first + 7])
        else { throw .badRequest(.version) }
        guard bytes[first + 5] == UInt8(ascii: "1") else { throw .versionNotSupported }
        switch bytes[first + 7] {
        case UInt8(ascii: "1"): return .http11
        case UInt8(ascii: "0"): return .http10
        default: throw .versionNotSupported
        }
    }
}

extension HTTPMethod {
    /// The method some bytes name.
    init(_ range: Range<Int>, of bytes: borrowing Span<UInt8>) {
        switch range.count {
        case 3 where bytes.isEqual(range, "GET"): self = .get
        case 3 where bytes.isEqual(range, "PUT"): self = .put
        case 4 where bytes.isEqual(range, "POST"): self = .post
        case 4 where bytes.isEqual(range, "HEAD"): self = .head
        case 5 where bytes.isEqual(range, "PATCH"): self = .patch
        case 6 where bytes.isEqual(range, "DELETE"): self = .delete
        case 7 where bytes.isEqual(range, "OPTIONS"): self = .options
        default: self = .other
        }
    }
}
