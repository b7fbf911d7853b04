/// What the fields of a head say of the message and the connection, gathered line by line.
///
/// Whatever could make another reader of the same bytes see another request is refused (RFC 9112, section 11.2).
struct Framing {
    /// How the body is delimited.
    enum Body: Equatable {
        case fixed(Int)
        case chunked
    }

    private var length: Int?
    private var hasHost = false
    private var hasCoding = false
    private var isChunked = false

    /// The client closes after this exchange.
    private(set) var closes = false

    /// The client waits for `100 Continue` before it sends the body (RFC 9110, section 10.1.1).
    private(set) var expectsContinue = false

    /// Takes notice of a field.
    mutating func note(_ field: FieldLine, of bytes: borrowing Span<UInt8>) throws(HTTPFault) {
        switch field.name.count {
        case 4 where bytes.matches(field.name, "host"):
            guard !hasHost else { throw .badRequest(.hostRepeated) }
            hasHost = true
            guard Host.isValid(field.value, of: bytes) else { throw .badRequest(.hostInvalid) }
        case 6 where bytes.matches(field.name, "expect"):
            if bytes.matches(field.value, "100-continue") { expectsContinue = true }
        case 10 where bytes.matches(field.name, "connection"):
            noteConnection(field.value, of: bytes)
        case 14 where bytes.matches(field.name, "content-length"):
            guard length == nil else { throw .badRequest(.contentLengthRepeated) }
            length = try Self.length(field.value, of: bytes)
        case 17 where bytes.matches(field.name, "transfer-encoding"):
            // A second field makes a list, which is not exactly one `chunked` any more.
            isChunked = !hasCoding && bytes.matches(field.value, "chunked")
            hasCoding = true
        default: break
        }
    }

    /// What all fields together say of the body.
    func body(version: HTTPVersion) throws(HTTPFault) -> Body {
        if version == .http11, !hasHost { throw .badRequest(.hostMissing) }
        guard hasCoding else { return .fixed(length ?? 0) }
        if length != nil { throw .badRequest(.lengthAndCoding) }
        if version == .http10 { throw .badRequest(.codingInHTTP10) }
        guard isChunked else { throw .notImplemented }
        return .chunked
    }

    /// Looks for `close` among the options of a Connection field.
    private mutating func noteConnection(_ value: Range<Int>, of bytes: borrowing Span<UInt8>) {
        var start = value.lowerBound
        for index in value.lowerBound...value.upperBound
        where index == value.upperBound || bytes[index] == UInt8(ascii: ",") {
            var end = index
            while start < end, bytes[start] == ASCII.space || bytes[start] == ASCII.tab { start += 1 }
            while start < end, bytes[end - 1] == ASCII.space || bytes[end - 1] == ASCII.tab { end -= 1 }
            if bytes.matches(start..<end, "close") { closes = true }
            start = index + 1
        }
    }

    private static func length(_ value: Range<Int>, of bytes: borrowing Span<UInt8>) throws(HTTPFault) -> Int {
        var length = 0
        for index in value {
            guard ASCII.isDigit(bytes[index]) else {
                let isList = bytes[index] == UInt8(ascii: ",")
                throw .badRequest(isList ? .contentLengthRepeated : .contentLengthInvalid)
            }
            guard index - value.lowerBound < Limits.lengthDigits else { throw .badRequest(.contentLengthInvalid) }
            length = length * 10 + Int(bytes[index] - ASCII.zero)
        }
        guard !value.isEmpty else { throw .badRequest(.contentLengthInvalid) }
        return length
    }
}
