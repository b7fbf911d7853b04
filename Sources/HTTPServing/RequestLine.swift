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
        var index = line.lowerBound
        while index < line.upperBound, ASCII.isToken(bytes[index]) { index += 1 }
        guard index < line.upperBound else { throw .badRequest(.requestLine) }
        guard index > line.lowerBound, bytes[index] == ASCII.space else { throw .badRequest(.method) }
        method = line.lowerBound..<index

        let start = index + 1
        index = start
        var mark: Int?
        while index < line.upperBound, ASCII.isTarget(bytes[index]) {
            if mark == nil, bytes[index] == UInt8(ascii: "?") { mark = index }
            index += 1
        }
        guard index - start <= targetBytes else { throw .targetTooLong }
        guard index < line.upperBound else { throw .badRequest(.requestLine) }
        guard index > start, bytes[index] == ASCII.space else { throw .badRequest(.target) }
        target = start..<index
        path = start..<(mark ?? index)
        query = mark.map { $0 + 1..<index }

        version = try Self.version(index + 1..<line.upperBound, of: bytes)
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
