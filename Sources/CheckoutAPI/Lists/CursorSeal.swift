import Bytes
import Checkout
import Cryptography

/// Keeps cursors ours: what is in one cannot be made up, nor used by another merchant or mode.
///
/// Text: base64url of the payload and the first 16 bytes of an HMAC-SHA-256 over it and the caller. Good across
/// restarts, since its key is derived from the server's encryption key.
enum CursorSeal {
    private static let tagBytes = 16
    private static let maximumCharacters = 4096

    /// The cursor as the merchant gets it.
    static func text(_ payload: [UInt8], for caller: Caller, key: [UInt8]) -> String {
        Base64URL.encode(payload + tag(payload, caller, key))
    }

    /// What is in a cursor; nil for one that this caller was not given.
    static func payload(_ text: String, for caller: Caller, key: [UInt8]) -> [UInt8]? {
        guard text.utf8.count <= maximumCharacters, let bytes = Base64URL.decode(text), bytes.count >= tagBytes else {
            return nil
        }
        let payload = Array(bytes.dropLast(tagBytes))
        guard ConstantTime.isEqual(tag(payload, caller, key), Array(bytes.suffix(tagBytes))) else {
            return nil
        }
        return payload
    }

    /// Appends a number, the most significant byte first.
    static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
        }
    }

    /// The number that eight bytes make.
    static func integer(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func tag(_ payload: [UInt8], _ caller: Caller, _ key: [UInt8]) -> [UInt8] {
        var message = payload
        caller.merchant.append(to: &message)
        message.append(caller.keyMode.isLive ? 1 : 0)
        return Array(HMACSHA256.authenticate(message, key: key).prefix(tagBytes))
    }
}
