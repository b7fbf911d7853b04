/// Takes the chunked transfer coding off a body (RFC 9112, section 7.1).
///
/// Extensions are checked for control characters and ignored, trailer fields are checked like head fields and dropped.
struct ChunkedDecoder {
    /// How far an advance came.
    enum Step: Equatable {
        case needsMore
        case done
    }

    /// What the next byte belongs to.
    private enum Part {
        case size
        case data(left: Int)
        case dataEnd
        case trailer
    }

    private let limits: HTTPLimits
    private var part = Part.size
    private var scanner = LineScanner()
    private var extensionBytes = 0
    private var trailerBytes = 0
    private var trailerFields = 0

    init(limits: HTTPLimits) {
        self.limits = limits
    }

    /// Moves as much as there is from the input to the body.
    mutating func advance(_ input: inout InputBuffer, _ body: inout [UInt8]) throws(HTTPFault) -> Step {
        while true {
            switch part {
            case .size:
                guard let size = try nextSize(&input) else { return .needsMore }
                guard size <= limits.bodyBytes - body.count else { throw .bodyTooLarge }
                part = size == 0 ? .trailer : .data(left: size)
            case .data(let left):
                guard input.count > 0 else { return .needsMore }
                let count = min(left, input.count)
                input.move(count, to: &body)
                part = count == left ? .dataEnd : .data(left: left - count)
            case .dataEnd:
                guard try takesLineEnd(&input) else { return .needsMore }
                part = .size
            case .trailer:
                guard let isLast = try nextTrailer(&input) else { return .needsMore }
                if isLast { return .done }
            }
        }
    }

    /// The size of the next chunk, once its line is there.
    private mutating func nextSize(_ input: inout InputBuffer) throws(HTTPFault) -> Int? {
        switch scanner.next(in: input) {
        case .malformed: throw .badRequest(.lineEnding)
        case .unfinished(let count):
            guard count < Limits.chunkLineBytes else { throw .badRequest(.chunkSize) }
            return nil
        case .line(let line):
            guard line.count + 2 <= Limits.chunkLineBytes else { throw .badRequest(.chunkSize) }
            let size = try Self.size(line, in: input, extensionBytes: &extensionBytes)
            guard extensionBytes <= Limits.chunkExtensionBytes else { throw .badRequest(.chunkExtensions) }
            consumeLine(&input)
            return size
        }
    }

    private static func size(
        _ line: Range<Int>,
        in input: borrowing InputBuffer,
        extensionBytes: inout Int
    ) throws(HTTPFault) -> Int {
        let bytes = input.bytes.span.extracting(droppingFirst: input.start)
        var size = 0
        var index = line.lowerBound
        while index < line.upperBound, let digit = ASCII.hexadecimal(bytes[index]) {
            size = size << 4 | digit
            index += 1
            guard index - line.lowerBound <= Limits.chunkSizeDigits else { throw .badRequest(.chunkSize) }
        }
        guard index > line.lowerBound else { throw .badRequest(.chunkSize) }
        let end = index
        while index < line.upperBound, bytes[index] == ASCII.space || bytes[index] == ASCII.tab { index += 1 }
        if index < line.upperBound {
            guard bytes[index] == UInt8(ascii: ";") else { throw .badRequest(.chunkSize) }
        } else if index > end {
            throw .badRequest(.chunkSize)
        }
        guard bytes.endOfFieldContent(in: end..<line.upperBound) == line.upperBound else {
            throw .badRequest(.chunkSize)
        }
        extensionBytes += line.upperBound - end
        return size
    }

    private func takesLineEnd(_ input: inout InputBuffer) throws(HTTPFault) -> Bool {
        guard input.count > 0 else { return false }
        guard input[0] == ASCII.carriageReturn else { throw .badRequest(.chunkEnd) }
        guard input.count > 1 else { return false }
        guard input[1] == ASCII.lineFeed else { throw .badRequest(.chunkEnd) }
        input.consume(2)
        return true
    }

    /// Takes a line of the trailer section; `true` for the empty one that ends it.
    private mutating func nextTrailer(_ input: inout InputBuffer) throws(HTTPFault) -> Bool? {
        switch scanner.next(in: input) {
        case .malformed: throw .badRequest(.lineEnding)
        case .unfinished(let count):
            guard trailerBytes + count < limits.headBytes else { throw .headTooLarge }
            return nil
        case .line(let line):
            trailerBytes += line.count + 2
            guard trailerBytes <= limits.headBytes else { throw .headTooLarge }
            if !line.isEmpty {
                trailerFields += 1
                guard trailerFields <= limits.fields else { throw .tooManyFields }
                _ = try FieldLine(line, of: input.bytes.span.extracting(droppingFirst: input.start))
            }
            consumeLine(&input)
            return line.isEmpty
        }
    }

    private mutating func consumeLine(_ input: inout InputBuffer) {
        input.consume(scanner.lineStart)
        scanner.rebase()
    }
}
