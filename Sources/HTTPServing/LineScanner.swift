/// Finds lines that end in CR LF, looking at each byte once however slowly the bytes come.
struct LineScanner {
    /// What a search found.
    enum Line {
        /// The line's end has not come; so many bytes of it have.
        case unfinished(Int)

        /// A line without its CR LF, as offsets into the input.
        case line(Range<Int>)

        /// An LF without a CR before it.
        case malformed
    }

    /// Where the next line begins, as an offset into the input.
    private(set) var lineStart = 0

    /// How far the search for an end has come.
    private(set) var scanned = 0

    mutating func next(in input: borrowing InputBuffer) -> Line {
        guard let end = input.lineFeed(from: scanned) else {
            scanned = input.count
            return .unfinished(input.count - lineStart)
        }
        guard end > lineStart, input[end - 1] == ASCII.carriageReturn else { return .malformed }
        let line = lineStart..<end - 1
        lineStart = end + 1
        scanned = lineStart
        return .line(line)
    }

    /// Says that the input before the next line was consumed.
    mutating func rebase() {
        scanned -= lineStart
        lineStart = 0
    }
}
