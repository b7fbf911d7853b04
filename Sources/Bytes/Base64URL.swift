/// Bytes in the 64 characters of RFC 4648 section 5, which URLs and file names can hold, without padding.
package enum Base64URL {
    /// The characters of all bytes.
    package static func encode(_ bytes: [UInt8]) -> String {
        Base64Alphabet.url.encode(bytes, isPadded: false)
    }

    /// The bytes that the text spells; nil unless it is exactly what `encode` would have written for them.
    ///
    /// White space, padding, foreign characters and stray bits in the last character are all refused.
    package static func decode(_ text: String) -> [UInt8]? {
        Base64Alphabet.url.decode(text, isPadded: false)
    }
}
