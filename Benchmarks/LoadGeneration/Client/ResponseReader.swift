import Glibc

/// Reads one HTTP/1.1 reply from all bytes that have come so far, however they were cut (RFC 9112).
///
/// It takes what a strict server sends and refuses everything else: one request is under way on a connection, so each
/// reply has a length and ends where the bytes end. Each line is looked at once.
struct ResponseReader {
    private var lineStart = 0
    private var scanned = 0
    private var status = 0
    private var length: Int?
    private var bodyStart: Int?
    private var isReplay = false
    private var closes = false

    /// The reply, once it is whole; given more bytes (the earlier ones still in front) until then.
    mutating func read(_ bytes: UnsafeRawBufferPointer) throws(ResponseFault) -> Response? {
        while bodyStart == nil {
            guard let line = try nextLine(of: bytes) else {
                guard bytes.count <= Limits.headBytes else { throw .headTooLarge }
                return nil
            }
            try take(line)
        }
        guard let start = bodyStart else { return nil }
        let end = start + (length ?? 0)
        guard bytes.count <= end else { throw .surplus }
        guard bytes.count == end else { return nil }
        return Response(status: status, body: start..<end, isReplay: isReplay, closes: closes)
    }

    /// A line without its end; nil if it is not whole.
    private mutating func nextLine(of bytes: UnsafeRawBufferPointer) throws(ResponseFault) -> UnsafeRawBufferPointer? {
        guard let base = bytes.baseAddress, scanned < bytes.count,
            let found = memchr(base + scanned, 0x0A, bytes.count - scanned)
        else {
            scanned = bytes.count
            return nil
        }
        let end = UnsafeRawPointer(found) - base
        guard end > lineStart, bytes[end - 1] == 0x0D else { throw .lineEndInvalid }
        let line = UnsafeRawBufferPointer(rebasing: bytes[lineStart..<end - 1])
        lineStart = end + 1
        scanned = lineStart
        return line
    }

    private mutating func take(_ line: UnsafeRawBufferPointer) throws(ResponseFault) {
        guard status != 0 else {
            status = try Self.status(line)
            return
        }
        guard !line.isEmpty else { return try endHead() }
        try takeField(line)
    }

    private mutating func endHead() throws(ResponseFault) {
        // These have no body, and need no length (RFC 9110 section 6.4.1).
        if status == 204 || status == 304 { length = 0 }
        guard length != nil else { throw .lengthMissing }
        bodyStart = lineStart
    }

    /// `HTTP/1.1 201 Created`; interim replies are refused, since none is asked for.
    private static func status(_ line: UnsafeRawBufferPointer) throws(ResponseFault) -> Int {
        // The eight bytes `HTTP/1.1`, the first lowest.
        guard line.count >= 13, UInt64(littleEndian: line.loadUnaligned(as: UInt64.self)) == 0x312E_312F_5054_5448,
            line[8] == 0x20, line[12] == 0x20
        else { throw .statusLineInvalid }
        var status = 0
        for byte in line[9..<12] {
            guard byte >= 0x30, byte <= 0x39 else { throw .statusLineInvalid }
            status = status * 10 + Int(byte - 0x30)
        }
        guard (200..<600).contains(status) else { throw .statusLineInvalid }
        return status
    }

    private mutating func takeField(_ line: UnsafeRawBufferPointer) throws(ResponseFault) {
        guard let colon = line.firstIndex(where: { $0 == 0x3A || $0 <= 0x20 || $0 >= 0x7F }), colon > 0,
            line[colon] == 0x3A
        else { throw .fieldInvalid }
        let name = UnsafeRawBufferPointer(rebasing: line[..<colon])
        let value = Self.trimmed(UnsafeRawBufferPointer(rebasing: line[(colon + 1)...]))
        switch name.count {
        case 10 where Self.equal(name, "connection"):
            if Self.equal(value, "close") { closes = true }
        case 14 where Self.equal(name, "content-length"):
            guard length == nil else { throw .lengthInvalid }
            length = try Self.length(value)
        case 17 where Self.equal(name, "transfer-encoding"):
            throw .encodingUnsupported
        case 19 where Self.equal(name, "idempotent-replayed"):
            isReplay = Self.equal(value, "true")
        default:
            break
        }
    }

    private static func length(_ value: UnsafeRawBufferPointer) throws(ResponseFault) -> Int {
        guard (1...10).contains(value.count) else { throw .lengthInvalid }
        var length = 0
        for byte in value {
            guard byte >= 0x30, byte <= 0x39 else { throw .lengthInvalid }
            length = length * 10 + Int(byte - 0x30)
        }
        guard length <= Limits.bodyBytes else { throw .lengthInvalid }
        return length
    }

    /// Without the spaces and tabs around it.
    private static func trimmed(_ value: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var range = value.indices
        while let first = range.first, value[first] == 0x20 || value[first] == 0x09 { range.removeFirst() }
        while let last = range.last, value[last] == 0x20 || value[last] == 0x09 { range.removeLast() }
        return UnsafeRawBufferPointer(rebasing: value[range])
    }

    /// Whether bytes spell a word of lower-case letters and dashes, in whatever case.
    private static func equal(_ bytes: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
        guard bytes.count == word.utf8CodeUnitCount else { return false }
        for index in bytes.indices where bytes[index] | 0x20 != word.utf8Start[index] { return false }
        return true
    }
}
