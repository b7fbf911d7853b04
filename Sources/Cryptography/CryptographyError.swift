/// Why something was not encrypted or decrypted.
package enum CryptographyError: Error, Sendable, Hashable {
    /// The key has this many bytes instead of 32.
    case keyLength(Int)
    /// The nonce has this many bytes instead of 12.
    case nonceLength(Int)
    /// The message or what it is bound to has more bytes than libcrypto takes at once, 2³¹ − 1.
    case tooLong(Int)
    /// The sealed text has this many bytes, fewer than its tag alone.
    case tooShort(Int)
    /// Key, nonce, sealed text and what it is bound to do not belong together: one of them was changed.
    case notAuthentic
    /// libcrypto failed at something that only a lack of memory explains.
    case unavailable
}
