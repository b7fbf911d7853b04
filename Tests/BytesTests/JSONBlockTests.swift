import Bytes
import Testing

/// Strings of every length around the blocks that they are looked at in, beside a reading byte by byte.
@Suite struct JSONBlockTests {
    private static let lengths = 0...70

    /// Bytes that a string must not hold as they are, and their neighbours that it may.
    private static let bytes: [UInt8] = [0x00, 0x08, 0x0A, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x5B, 0x5C, 0x5D, 0x7F]

    /// The string as it is to be written, one byte after the other.
    private static func model(_ text: [UInt8]) -> [UInt8] {
        var spelling = Array("\"".utf8)
        for byte in text {
            switch byte {
            case 0x08: spelling += "\\b".utf8
            case 0x09: spelling += "\\t".utf8
            case 0x0A: spelling += "\\n".utf8
            case 0x0C: spelling += "\\f".utf8
            case 0x0D: spelling += "\\r".utf8
            case 0x22, 0x5C: spelling += [0x5C, byte]
            case 0..<0x20: spelling += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
            default: spelling.append(byte)
            }
        }
        return spelling + "\"".utf8
    }

    /// Letters that tell their places apart, none of which may follow a backslash.
    private static func letters(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(ascii: "A") + UInt8($0 % 26) }
    }

    /// A text for each place of each byte among so many.
    private static func texts(_ count: Int) -> [[UInt8]] {
        var texts = [letters(count)]
        for place in 0..<count {
            for byte in bytes {
                var text = letters(count)
                text[place] = byte
                texts.append(text)
            }
        }
        return texts
    }

    @Test(arguments: lengths)
    func `writes a string as the model does, wherever the byte stands`(count: Int) throws {
        for text in Self.texts(count) {
            var writer = JSONWriter(reserving: 0)
            writer.beginArray()
            writer.string(utf8: text)
            writer.string(String(decoding: text, as: UTF8.self))
            writer.beginObject()
            writer.name(String(decoding: text, as: UTF8.self))
            writer.null()
            writer.endObject()
            writer.endArray()
            let string = String(decoding: Self.model(text), as: UTF8.self)
            let expected = "[\(string),\(string),{\(string):null}]"
            try #require(String(decoding: writer.bytes, as: UTF8.self) == expected, "\(count) bytes")
        }
    }

    @Test(arguments: lengths)
    func `reads a string as the model does, wherever the byte stands and the text ends`(count: Int) throws {
        for text in Self.texts(count) {
            for behind in [0, 20] {
                let bytes = Array("\"".utf8) + text + "\"".utf8 + [UInt8](repeating: 0x20, count: behind)
                let special = text.firstIndex { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }
                guard let special else {
                    let document = try JSONDocument(parsing: bytes)
                    try #require(document.string(document.root).utf8.elementsEqual(text))
                    continue
                }
                let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: bytes) }
                switch text[special] {
                case 0x22: try #require(error == JSONError(.trailingText, at: special + 2))
                case 0x5C where special + 1 == text.count: try #require(error?.kind == .unexpectedEnd)
                case 0x5C: try #require(error == JSONError(.invalidEscape, at: special + 1))
                default: try #require(error == JSONError(.controlCharacter, at: special + 1))
                }
            }
        }
    }

    @Test(arguments: lengths)
    func `reads escapes and other scalars at every place`(count: Int) throws {
        let others: [(spelling: String, text: String)] = [
            ("\\n", "\n"), ("\\\"", "\""), ("\\\\", "\\"), ("\\u00e9", "é"), ("\\ud83d\\ude00", "😀"), ("é", "é"),
            ("€", "€"), ("😀", "😀"), ("\u{7F}", "\u{7F}"),
        ]
        let letters = Self.letters(count)
        for place in 0...count {
            for other in others {
                let spelling = letters[..<place] + Array(other.spelling.utf8) + letters[place...]
                let document = try JSONDocument(parsing: Array("[\"".utf8) + spelling + Array("\"]".utf8))
                let node = try #require(document.elements(of: document.root).first { _ in true })
                let text = letters[..<place] + Array(other.text.utf8) + letters[place...]
                try #require(document.string(node).utf8.elementsEqual(text), "\(other.text) at \(place)")
                try #require(document.sourceRange(of: node).count == spelling.count + 2)
            }
        }
    }

    @Test(arguments: lengths)
    func `a byte that is not UTF-8 is seen at every place`(count: Int) {
        for place in 0..<count {
            for byte: UInt8 in [0x80, 0xBF, 0xC1, 0xFF] {
                var text = Self.letters(count)
                text[place] = byte
                #expect(throws: JSONError(.invalidUTF8, at: place + 1)) {
                    try JSONDocument(parsing: Array("\"".utf8) + text + Array("\"".utf8))
                }
            }
        }
    }
}
