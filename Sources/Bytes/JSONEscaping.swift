/// The one spelling of a string that we write: as few escapes as RFC 8259 section 7 allows.
///
/// Escaped are `"`, `\` and U+0000 to U+001F, with the short forms where there are any and lower-case hexadecimal
/// digits otherwise, as ECMAScript's `JSON.stringify` does.
enum JSONEscaping {
    /// The number of bytes that `text` takes between its quotes.
    static func length(of text: UnsafeBufferPointer<UInt8>) -> Int {
        var length = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x08, 0x09, 0x0A, 0x0C, 0x0D: length += 2
            case 0..<0x20: length += 6
            default: length += 1
            }
        }
        return length
    }

    /// Writes what the string holds between its quotes.
    @inline(__always)
    static func append(_ text: UnsafeBufferPointer<UInt8>, to room: inout ByteRoom) {
        var run = 0
        while true {
            // Safe because the end of a plain run is at most the length of the text.
            let stop = ByteRuns.endOfPlain(in: text, from: run)
            room.append(copying: UnsafeBufferPointer(rebasing: text[run..<stop]))
            guard stop < text.count else { return }
            appendEscape(of: text[stop], to: &room)
            run = stop + 1
        }
    }

    private static func appendEscape(of byte: UInt8, to room: inout ByteRoom) {
        room.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: room.append(UInt8(ascii: "b"))
        case 0x09: room.append(UInt8(ascii: "t"))
        case 0x0A: room.append(UInt8(ascii: "n"))
        case 0x0C: room.append(UInt8(ascii: "f"))
        case 0x0D: room.append(UInt8(ascii: "r"))
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): room.append(byte)
        default:
            room.append(UInt8(ascii: "u"))
            room.append(UInt8(ascii: "0"))
            room.append(UInt8(ascii: "0"))
            room.append(Hex.character(byte >> 4))
            room.append(Hex.character(byte & 0x0F))
        }
    }
}
