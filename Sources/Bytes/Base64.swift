/// Bytes in the 64 characters of RFC 4648 section 4, with padding.
package enum Base64 {
    /// The characters of all bytes, padded to a multiple of four.
    package static func encode(_ bytes: [UInt8]) -> String {
        Base64Alphabet.standard.encode(bytes, isPadded: true)
    }

    /// The bytes that the text spells; nil unless it is exactly what `encode` would have written for them.
    ///
    /// White space, missing padding, foreign characters and stray bits in the last character are all refused.
    package static func decode(_ text: String) -> [UInt8]? {
        Base64Alphabet.standard.decode(text, isPadded: true)
    }
}
