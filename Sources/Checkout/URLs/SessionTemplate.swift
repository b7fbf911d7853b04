/// The placeholder `{CHECKOUT_SESSION_ID}` in a merchant's URLs, which the session's identifier replaces.
///
/// Each brace may also stand percent-encoded, as `%7B` and `%7D` in either letter case: URL builders encode them.
enum SessionTemplate {
    private static let name: StaticString = "CHECKOUT_SESSION_ID"

    /// Whether the placeholder stands anywhere in the bytes.
    static func isIn(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where end(in: bytes, at: index) != nil { return true }
        return false
    }

    /// Appends the bytes with every placeholder replaced by `identifier`.
    static func append(_ bytes: Span<UInt8>, replacingWith identifier: SessionID, to output: inout [UInt8]) {
        var index = 0
        while index < bytes.count {
            if let end = end(in: bytes, at: index) {
                identifier.append(to: &output)
                index = end
            } else {
                output.append(bytes[index])
                index += 1
            }
        }
    }

    /// The end of the placeholder that begins at `start`, if one does.
    private static func end(in bytes: Span<UInt8>, at start: Int) -> Int? {
        guard bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "%") else { return nil }
        let count = name.utf8CodeUnitCount
        guard let nameStart = braceEnd(in: bytes, at: start, brace: UInt8(ascii: "{"), lastDigit: UInt8(ascii: "b")),
            nameStart + count < bytes.count
        else { return nil }
        let isName = name.withUTF8Buffer { name in
            for offset in 0..<count where bytes[nameStart + offset] != name[offset] { return false }
            return true
        }
        guard isName else { return nil }
        return braceEnd(in: bytes, at: nameStart + count, brace: UInt8(ascii: "}"), lastDigit: UInt8(ascii: "d"))
    }

    /// The place behind a brace at `start`, raw or as `%7` and its last digit; `nil` if none is there.
    private static func braceEnd(in bytes: Span<UInt8>, at start: Int, brace: UInt8, lastDigit: UInt8) -> Int? {
        if bytes[start] == brace { return start + 1 }
        guard start + 2 < bytes.count, bytes[start] == UInt8(ascii: "%"), bytes[start + 1] == UInt8(ascii: "7"),
            bytes[start + 2] | 0x20 == lastDigit
        else { return nil }
        return start + 3
    }
}
