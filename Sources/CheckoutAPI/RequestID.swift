import Bytes

/// Names one request in its reply and in the log.
struct RequestID: Sendable, Hashable {
    private let number: UInt64

    /// A name from 64 random bits.
    init(random number: UInt64) {
        self.number = number
    }

    /// `req_` and eleven base-62 digits.
    var text: String {
        var bytes: [UInt8] = []
        bytes.append(atMost: Self.characters) { append(to: &$0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Length of the text form.
    static let characters = 15

    /// Appends the text form.
    func append(to room: inout ByteRoom) {
        room.append("req_")
        Base62.append(UInt128(number), digits: 11, to: &room)
    }
}
