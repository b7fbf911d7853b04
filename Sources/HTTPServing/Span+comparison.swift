import Glibc

extension Span<UInt8> {
    /// Whether a part has exactly these bytes.
    func isEqual(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        return extracting(range)
            .withUnsafeBytes { part in
                // An empty part may be at no address.
                part.baseAddress.map { memcmp($0, text.utf8Start, part.count) == 0 } ?? true
            }
    }

    /// Whether a part has these bytes but for the case of ASCII letters.
    func matches(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        return extracting(range)
            .withUnsafeBytes { part in
                for index in 0..<part.count where part[index] != text.utf8Start[index] {
                    guard ASCII.lowercased(part[index]) == ASCII.lowercased(text.utf8Start[index]) else { return false }
                }
                return true
            }
    }
}
