/// Makes requests of bytes, in whatever pieces they come; knows no sockets.
///
/// Lines are understood as soon as they are whole, so that a refusal does not wait for the rest of the head. The
/// head stays in the input until it is whole, bodies leave it as they come.
package struct RequestParser {
    /// How far an advance came.
    package enum Step: Equatable {
        /// The head is not whole; there may not be a byte of it.
        case needsHead

        /// The head is whole and in order, the body is not whole.
        case needsBody

        /// The request is whole.
        case whole

        /// The bytes are refused. After `.bodyTooLarge` the head may be looked at, after others nothing but the method.
        case fault(HTTPFault)
    }

    /// What the next byte belongs to.
    private enum State {
        case start
        case requestLine
        case fields
        case fixedBody(left: Int)
        case chunkedBody
        case over(Step)
    }

    private let limits: HTTPLimits
    private var state = State.start
    private var scanner = LineScanner()
    private var hasSkippedEmptyLine = false
    private var framing = Framing()
    private var chunks: ChunkedDecoder

    /// A parser that begins with a request.
    package init(limits: HTTPLimits) {
        self.limits = limits
        chunks = ChunkedDecoder(limits: limits)
    }

    /// The client does not want another exchange on this connection, or cannot have one.
    private(set) var closes = false

    /// The client waits for `100 Continue`.
    var waitsForContinue: Bool { framing.expectsContinue }

    /// Begins with the next request.
    package mutating func reset() {
        state = .start
        scanner = LineScanner()
        hasSkippedEmptyLine = false
        framing = Framing()
        closes = false
    }

    /// Understands as much of the input as there is.
    package mutating func advance(_ input: inout InputBuffer, _ request: inout HTTPRequest) -> Step {
        do throws(HTTPFault) {
            return try step(&input, &request)
        } catch {
            closes = true
            state = .over(.fault(error))
            return .fault(error)
        }
    }

    private mutating func step(_ input: inout InputBuffer, _ request: inout HTTPRequest) throws(HTTPFault) -> Step {
        while true {
            switch state {
            case .start:
                guard try begins(&input, &request) else { return .needsHead }
            case .requestLine:
                guard try takeRequestLine(input, &request) else { return .needsHead }
            case .fields:
                guard try takeFields(&input, &request) else { return .needsHead }
            case .fixedBody(let left):
                let count = min(left, input.count)
                input.move(count, to: &request.body)
                guard count == left else {
                    state = .fixedBody(left: left - count)
                    return .needsBody
                }
                state = .over(.whole)
            case .chunkedBody:
                guard try chunks.advance(&input, &request.body) == .done else { return .needsBody }
                state = .over(.whole)
            case .over(let step): return step
            }
        }
    }

    /// Skips the one empty line that may stand before a request (RFC 9112, section 2.2).
    private mutating func begins(_ input: inout InputBuffer, _ request: inout HTTPRequest) throws(HTTPFault) -> Bool {
        // What is refused before its method is known must not be taken for the last request's HEAD.
        request.method = .other
        guard input.count > 0 else { return false }
        let first = input[0]
        if first == ASCII.lineFeed { throw .badRequest(.lineEnding) }
        if first == ASCII.carriageReturn {
            guard input.count > 1 else { return false }
            guard input[1] == ASCII.lineFeed else { throw .badRequest(.lineEnding) }
            guard !hasSkippedEmptyLine else { throw .badRequest(.emptyLines) }
            hasSkippedEmptyLine = true
            input.consume(2)
            return input.count > 0
        }
        request.head.removeAll(keepingCapacity: true)
        request.fields.removeAll(keepingCapacity: true)
        request.body.removeAll(keepingCapacity: true)
        state = .requestLine
        return true
    }

    /// Understands the request line, if it is whole.
    private mutating func takeRequestLine(
        _ input: borrowing InputBuffer,
        _ request: inout HTTPRequest
    ) throws(HTTPFault) -> Bool {
        guard let range = try nextLine(input) else { return false }
        let bytes = input.bytes.span.extracting(droppingFirst: input.start)
        let line = try RequestLine(range, of: bytes, targetBytes: limits.targetBytes)
        request.method = HTTPMethod(line.method, of: bytes)
        request.methodRange = line.method
        request.targetRange = line.target
        request.path = line.path
        request.query = line.query
        request.version = line.version
        try checkHead()
        state = .fields
        return true
    }

    /// Understands the field lines that are whole; `true` with the empty line, which ends the head.
    private mutating func takeFields(
        _ input: inout InputBuffer,
        _ request: inout HTTPRequest
    ) throws(HTTPFault) -> Bool {
        while let line = try nextLine(input) {
            guard !line.isEmpty else {
                try endHead(&input, &request)
                return true
            }
            guard request.fields.count < limits.fields else { throw .tooManyFields }
            let bytes = input.bytes.span.extracting(droppingFirst: input.start)
            let field = try FieldLine(line, of: bytes)
            try framing.note(field, of: bytes)
            request.fields.append(HTTPField(name: field.name, value: field.value))
            try checkHead()
        }
        return false
    }

    /// The next line of the head, if it is whole.
    private mutating func nextLine(_ input: borrowing InputBuffer) throws(HTTPFault) -> Range<Int>? {
        switch scanner.next(in: input) {
        case .malformed: throw .badRequest(.lineEnding)
        case .unfinished(let count):
            try checkUnfinished(count, input)
            return nil
        case .line(let line): return line
        }
    }

    /// Refuses a head that is too long with the empty line, which is still to come.
    private func checkHead() throws(HTTPFault) {
        guard scanner.lineStart + 2 <= limits.headBytes else { throw .headTooLarge }
    }

    /// Refuses a line that is too long already.
    private func checkUnfinished(_ count: Int, _ input: borrowing InputBuffer) throws(HTTPFault) {
        if case .requestLine = state, count > limits.targetBytes {
            // Methods are short; looking further would make a slow sender's request cost the square of its length.
            for index in 0..<min(count, 64) where input[index] == ASCII.space {
                // The version may be there, and all of the line's end but its last byte.
                let version = max(index + 1, count - " HTTP/1.1\r".utf8.count)
                let end = (version..<count).first { input[$0] == ASCII.space } ?? count
                if end - index - 1 > limits.targetBytes { throw .targetTooLong }
                break
            }
        }
        guard input.count < limits.headBytes else { throw .headTooLarge }
    }

    private mutating func endHead(_ input: inout InputBuffer, _ request: inout HTTPRequest) throws(HTTPFault) {
        let body = try framing.body(version: request.version)
        closes = framing.closes || request.version == .http10
        input.copy(scanner.lineStart, to: &request.head)
        input.consume(scanner.lineStart)
        switch body {
        case .fixed(let length):
            request.declaredLength = length
            guard length <= limits.bodyBytes else { throw .bodyTooLarge }
            state = .fixedBody(left: length)
        case .chunked:
            request.declaredLength = nil
            chunks = ChunkedDecoder(limits: limits)
            state = .chunkedBody
        }
    }
}
