/// A line `name ":" OWS value OWS` (RFC 9112, section 5), with offsets into the input.
struct FieldLine {
    let name: Range<Int>
    let value: Range<Int>

    /// Reads a whole line; a CR in it is a control character like any other.
    init(_ line: Range<Int>, of bytes: borrowing Span<UInt8>) throws(HTTPFault) {
        let colon = bytes.endOfToken(in: line)
        guard colon > line.lowerBound, colon < line.upperBound, bytes[colon] == ASCII.colon else {
            let isFolded = bytes[line.lowerBound] == ASCII.space || bytes[line.lowerBound] == ASCII.tab
            throw .badRequest(isFolded ? .foldedField : .fieldName)
        }
        name = line.lowerBound..<colon

        var start = colon + 1
        while start < line.upperBound, Self.isWhiteSpace(bytes[start]) { start += 1 }
        var end = line.upperBound
        while end > start, Self.isWhiteSpace(bytes[end - 1]) { end -= 1 }
        let stop = bytes.endOfFieldContent(in: start..<end)
        guard stop == end else {
            throw .badRequest(bytes[stop] == ASCII.carriageReturn ? .lineEnding : .fieldValue)
        }
        value = start..<end
    }

    private static func isWhiteSpace(_ byte: UInt8) -> Bool {
        byte == ASCII.space || byte == ASCII.tab
    }
}
