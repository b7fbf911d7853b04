/// The text form that all identifiers share: a prefix, then base-62 digits.
@usableFromInline
enum IdentifierText {
    /// Gives the bytes of any collection to a parser of plain memory, without copying them where they lie in one piece.
    @inlinable @inline(__always)
    static func parse<Identifier>(
        _ text: some Collection<UInt8>,
        as parse: (UnsafeBufferPointer<UInt8>) -> Identifier?
    ) -> Identifier? {
        // Safe because the bytes are only read, and only inside the call.
        if let parsed = text.withContiguousStorageIfAvailable(parse) { return parsed }
        return Array(text).withUnsafeBufferPointer(parse)
    }

    /// The digits behind a prefix, if the text has the prefix and this length.
    static func digits(
        of text: UnsafeBufferPointer<UInt8>,
        prefix: StaticString,
        characters: Int
    ) -> UnsafeBufferPointer<UInt8>? {
        let count = prefix.utf8CodeUnitCount
        guard text.count == characters else { return nil }
        for index in 0..<count where text[index] != prefix.utf8Start[index] { return nil }
        return UnsafeBufferPointer(rebasing: text[count...])
    }
}
