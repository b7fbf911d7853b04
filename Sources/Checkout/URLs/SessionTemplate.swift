import Glibc

/// The placeholder `{CHECKOUT_SESSION_ID}` in a merchant's URLs, which the session's identifier replaces.
///
/// Each brace may also stand percent-encoded, as `%7B` and `%7D` in either letter case: URL builders encode them.
enum SessionTemplate {
    private static let name: StaticString = "CHECKOUT_SESSION_ID"

    /// Whether the placeholder stands anywhere in the bytes.
    static func isIn(_ bytes: Span<UInt8>) -> Bool {
        // Safe because the bytes are only read, and only inside the call.
        bytes.withUnsafeBufferPointer { next(in: $0, from: 0) != nil }
    }

    /// Appends the bytes with every placeholder replaced by `identifier`.
    static func append(_ bytes: Span<UInt8>, replacingWith identifier: [UInt8], to output: inout [UInt8]) {
        // Safe because the bytes are only read, and only inside the call.
        bytes.withUnsafeBufferPointer { bytes in
            var copied = 0
            while let place = next(in: bytes, from: copied) {
                output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied..<place.lowerBound]))
                output.append(contentsOf: identifier)
                copied = place.upperBound
            }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied...]))
        }
    }

    /// Where the next placeholder stands.
    private static func next(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int>? {
        for index in start..<bytes.count {
            let byte = bytes[index]
            guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "%") else { continue }
            if let end = end(in: bytes, at: index) { return index..<end }
        }
        return nil
    }

    /// The end of the placeholder that begins at `start`, if one does.
    private static func end(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
        let count = name.utf8CodeUnitCount
        guard let nameStart = braceEnd(in: bytes, at: start, brace: UInt8(ascii: "{"), lastDigit: UInt8(ascii: "b")),
            nameStart + count < bytes.count, let base = bytes.baseAddress,
            // Safe because as many bytes follow the brace as the name has, and more.
            memcmp(base + nameStart, name.utf8Start, count) == 0
        else { return nil }
        return braceEnd(in: bytes, at: nameStart + count, brace: UInt8(ascii: "}"), lastDigit: UInt8(ascii: "d"))
    }

    /// The place behind a brace at `start`, raw or as `%7` and its last digit; `nil` if none is there.
    private static func braceEnd(
        in bytes: UnsafeBufferPointer<UInt8>,
        at start: Int,
        brace: UInt8,
        lastDigit: UInt8
    ) -> Int? {
        if bytes[start] == brace { return start + 1 }
        guard start + 2 < bytes.count, bytes[start] == UInt8(ascii: "%"), bytes[start + 1] == UInt8(ascii: "7"),
            bytes[start + 2] | 0x20 == lastDigit
        else { return nil }
        return start + 3
    }
}
