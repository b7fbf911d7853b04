import Bytes
package import Cryptography

/// An API key as the merchant holds it: shown once, never stored.
///
/// Text: `sk_test_` or `sk_live_`, then 256 random bits as two numbers of 22 base-62 digits each. Base 62 and not
/// base64url, so that a double click selects the whole key and no key begins or ends with a hyphen.
package struct APIKeySecret: Sendable, CustomStringConvertible {
    /// Length of the text, all ASCII.
    package static let characters = 8 + 2 * halfDigits

    /// How many of a key's last characters are kept for display.
    package static let lastCharacters = 4

    private static let halfDigits = 22

    /// Which sessions the key sees.
    package let keyMode: KeyMode

    private let first: UInt128
    private let second: UInt128

    /// A key of two random numbers.
    package init(keyMode: KeyMode, first: UInt128, second: UInt128) {
        self.keyMode = keyMode
        self.first = first
        self.second = second
    }

    /// Reads the text form; `nil` for anything else, also for digits of too large a number.
    package init?(parsing text: some Collection<UInt8>) {
        guard text.count == Self.characters else { return nil }
        if text.starts(with: "sk_test_".utf8) {
            keyMode = .test
        } else if text.starts(with: "sk_live_".utf8) {
            keyMode = .live
        } else {
            return nil
        }
        let digits = text.dropFirst(8)
        guard let first = Base62.parse(digits.prefix(Self.halfDigits), digits: Self.halfDigits),
            let second = Base62.parse(digits.dropFirst(Self.halfDigits), digits: Self.halfDigits)
        else { return nil }
        self.first = first
        self.second = second
    }

    /// The text form's bytes.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.characters)
        bytes.append(contentsOf: keyMode.isLive ? "sk_live_".utf8 : "sk_test_".utf8)
        Base62.append(first, digits: Self.halfDigits, to: &bytes)
        Base62.append(second, digits: Self.halfDigits, to: &bytes)
        return bytes
    }

    /// The text form: for the one time it is shown.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The last four characters, for display.
    package var lastFour: String { String(decoding: bytes.suffix(Self.lastCharacters), as: UTF8.self) }

    /// What is stored in the key's place: the SHA-256 of the text.
    package var digest: SHA256Digest { SHA256.digest(bytes) }

    /// The key as a log may show it, without what makes it a key.
    package var description: String { "sk_\(keyMode.text)_…\(lastFour)" }
}
