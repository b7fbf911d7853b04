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
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    func append(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "req_".utf8)
        Base62.append(UInt128(number), digits: 11, to: &bytes)
    }
}
