import Bytes

extension JSONError {
    /// What is wrong and where, for merchants.
    var sentence: String {
        "\(reason), at byte \(offset)."
    }

    private var reason: String {
        switch kind {
        case .empty: "there is nothing in it"
        case .tooLong: "it is too long"
        case .byteOrderMark: "it begins with a byte order mark"
        case .invalidUTF8: "it is not UTF-8"
        case .unexpectedByte: "a character stands where none may"
        case .unexpectedEnd: "it ends inside a value"
        case .trailingText: "something follows the value"
        case .duplicateName: "a name stands twice in one object"
        case .tooDeep: "arrays and objects are nested deeper than 32"
        case .tooManyNodes: "it has too many values"
        case .invalidEscape: "a backslash is followed by no escape"
        case .loneSurrogate: "half of a surrogate pair is escaped alone"
        case .controlCharacter: "a control character stands unescaped in a string"
        case .number: "a number is misspelled"
        }
    }
}
