extension Span<UInt8> {
    /// Whether a part has exactly these bytes.
    func isEqual(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        for index in 0..<range.count where self[range.lowerBound + index] != text.utf8Start[index] { return false }
        return true
    }

    /// Whether a part has these bytes, which are in lower case, but for the case of its letters.
    func matches(_ range: Range<Int>, lowercase text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        for index in 0..<range.count {
            guard ASCII.lowercased(self[range.lowerBound + index]) == text.utf8Start[index] else { return false }
        }
        return true
    }
}
