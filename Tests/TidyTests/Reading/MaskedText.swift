/// Text of which some bytes are hidden behind spaces; line ends always show, so that line numbers stay.
struct MaskedText {
    private var bytes: [UInt8] = []

    var lines: [String] {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    mutating func append(_ byte: UInt8, isVisible: Bool) {
        bytes.append(isVisible || byte == UInt8(ascii: "\n") ? byte : UInt8(ascii: " "))
    }
}
