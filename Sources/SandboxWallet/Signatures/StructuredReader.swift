/// Reads the few forms of RFC 8941 that signatures use, one after the other.
struct StructuredReader {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = text[...].utf8
    }

    /// Whether everything was read.
    var isAtEnd: Bool { rest.isEmpty }

    /// An inner list of strings, such as `("@method" "content-digest")`, none with parameters of its own.
    mutating func innerList(isLenient: Bool) -> [String]? {
        guard take("(") else { return nil }
        var items: [String] = []
        while true {
            while take(" ") {}
            if take(")") { return items }
            if !items.isEmpty, previous != UInt8(ascii: " ") { return nil }
            if rest.first == UInt8(ascii: "\"") {
                guard let item = string() else { return nil }
                items.append(item)
            } else if isLenient {
                let item = word { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ")") }
                guard !item.isEmpty else { return nil }
                items.append(item)
            } else {
                return nil
            }
            previous = rest.first
        }
    }

    /// Parameters up to the end or to what is none: `;created=1;keyid="k"`.
    mutating func parameters() -> [(name: String, value: SignatureInput.Value)]? {
        var parameters: [(name: String, value: SignatureInput.Value)] = []
        while take(";") {
            while take(" ") {}
            let name = word { Self.isKeyCharacter($0) }
            guard let first = name.utf8.first, !(0x30...0x39).contains(first), take("=") else { return nil }
            if rest.first == UInt8(ascii: "\"") {
                guard let text = string() else { return nil }
                parameters.append((name, .text(text)))
            } else {
                let digits = word { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
                guard digits.utf8.count <= 15, let number = Int64(digits) else { return nil }
                parameters.append((name, .number(number)))
            }
        }
        return parameters
    }

    /// A key and an equals sign: `sha-512=`.
    mutating func key() -> String? {
        let name = word { Self.isKeyCharacter($0) }
        return !name.isEmpty && take("=") ? name : nil
    }

    /// A byte sequence between colons: what stands there, not decoded.
    mutating func byteSequence() -> String? {
        guard take(":") else { return nil }
        let text = word { $0 != UInt8(ascii: ":") }
        return take(":") ? text : nil
    }

    /// Takes a character if it comes next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    /// What came behind the last item of a list: the next one needs a space before it.
    private var previous: UInt8?

    /// A string in quotes, with `\"` and `\\` undone.
    private mutating func string() -> String? {
        guard take("\"") else { return nil }
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = rest.popFirst(), escaped == UInt8(ascii: "\"") || escaped == UInt8(ascii: "\\")
                else { return nil }
                bytes.append(escaped)
            case 0x20...0x7E: bytes.append(byte)
            case _: return nil
            }
        }
        return nil
    }

    private mutating func word(_ isPart: (UInt8) -> Bool) -> String {
        var bytes: [UInt8] = []
        while let byte = rest.first, isPart(byte) {
            bytes.append(byte)
            rest.removeFirst()
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isKeyCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), 0x30...0x39, UInt8(ascii: "_"), UInt8(ascii: "-"),
            UInt8(ascii: "."), UInt8(ascii: "*"):
            true
        case _: false
        }
    }
}
