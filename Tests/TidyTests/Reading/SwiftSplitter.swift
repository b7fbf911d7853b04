/// Splits Swift text into code and comments of the same shape, so that a word in a string is not taken for a call.
///
/// Knows line and nested block comments, strings of all four kinds with interpolation, and names in backticks. Regex
/// literals are taken for code; a quote in one spoils no more than its own line.
struct SwiftSplitter {
    private enum Frame {
        case interpolation(open: Int)
        case string(pounds: Int, quotes: Int)
    }

    private let input: [UInt8]
    private var position = 0
    private var frames: [Frame] = []

    /// The text with all but code turned into spaces.
    private(set) var code = MaskedText()

    /// The text with all but comments turned into spaces.
    private(set) var comments = MaskedText()

    init(_ text: String) {
        input = Array(text.utf8)
    }

    mutating func run() {
        while position < input.count {
            if case .string(let pounds, let quotes)? = frames.last {
                stepInString(pounds: pounds, quotes: quotes)
            } else {
                stepInCode()
            }
        }
    }

    private mutating func stepInCode() {
        let byte = input[position]
        if starts("//") {
            takeComment { $0.input[$0.position] == UInt8(ascii: "\n") }
        } else if starts("/*") {
            takeBlockComment()
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "#") {
            openStringOrTake()
        } else if byte == UInt8(ascii: "`") {
            takeQuotedName()
        } else {
            countParenthesis(byte)
            take(1, as: .code)
        }
    }

    private mutating func countParenthesis(_ byte: UInt8) {
        guard case .interpolation(let open)? = frames.last else { return }
        if byte == UInt8(ascii: "(") {
            frames[frames.count - 1] = .interpolation(open: open + 1)
        } else if byte == UInt8(ascii: ")") {
            frames.removeLast()
            if open > 1 { frames.append(.interpolation(open: open - 1)) }
        }
    }

    private mutating func openStringOrTake() {
        let pounds = count(of: UInt8(ascii: "#"), at: position)
        let found = count(of: UInt8(ascii: "\""), at: position + pounds)
        guard found > 0 else { return take(max(pounds, 1), as: .code) }
        let quotes = found >= 3 ? 3 : 1
        frames.append(.string(pounds: pounds, quotes: quotes))
        take(pounds + quotes, as: .code)
    }

    private mutating func stepInString(pounds: Int, quotes: Int) {
        let byte = input[position]
        let isEscape = byte == UInt8(ascii: "\\") && count(of: UInt8(ascii: "#"), at: position + 1) >= pounds
        if isEscape {
            take(1 + pounds, as: .neither)
            guard position < input.count else { return }
            guard input[position] == UInt8(ascii: "(") else { return take(1, as: .neither) }
            frames.append(.interpolation(open: 1))
            take(1, as: .code)
        } else if byte == UInt8(ascii: "\""), count(of: byte, at: position) >= quotes,
            count(of: UInt8(ascii: "#"), at: position + quotes) >= pounds
        {
            frames.removeLast()
            take(quotes + pounds, as: .code)
        } else {
            if byte == UInt8(ascii: "\n"), quotes == 1 { frames.removeLast() }
            take(1, as: .neither)
        }
    }

    private mutating func takeComment(until isEnd: (SwiftSplitter) -> Bool) {
        while position < input.count, !isEnd(self) {
            take(1, as: .comment)
        }
    }

    private mutating func takeBlockComment() {
        var depth = 0
        repeat {
            if starts("/*") {
                depth += 1
                take(2, as: .comment)
            } else if starts("*/") {
                depth -= 1
                take(2, as: .comment)
            } else {
                take(1, as: .comment)
            }
        } while depth > 0 && position < input.count
    }

    /// A name in backticks may be a sentence, such as a test's name; sentences are not code.
    private mutating func takeQuotedName() {
        let rest = input[(position + 1)...]
        let end = rest.firstIndex { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "\n") } ?? input.endIndex
        let isSentence = rest[..<end].contains(UInt8(ascii: " "))
        take(1, as: .code)
        take(end - position, as: isSentence ? .neither : .code)
        if position < input.count { take(1, as: .code) }
    }

    private func starts(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { input[position...].starts(with: $0) }
    }

    private func count(of byte: UInt8, at start: Int) -> Int {
        guard start < input.count else { return 0 }
        return input[start...].prefix { $0 == byte }.count
    }

    private enum Part {
        case code
        case comment
        case neither
    }

    private mutating func take(_ count: Int, as part: Part) {
        for byte in input[position..<min(position + count, input.count)] {
            code.append(byte, isVisible: part == .code)
            comments.append(byte, isVisible: part == .comment)
        }
        position = min(position + count, input.count)
    }
}
