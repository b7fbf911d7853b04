import Bytes

/// Names an API key without being it: shown in lists, used to revoke.
///
/// Text: `key_` and 11 base-62 digits of a 64-bit random number.
package struct KeyID: Hashable, Comparable, Sendable {
    /// Length of the text, all ASCII.
    package static let characters = 15

    /// The number that tells keys apart.
    package let number: UInt64

    /// Makes an identifier of a random number.
    package init(number: UInt64) {
        self.number = number
    }

    /// Reads the text form; `nil` for anything else, also for digits of too large a number.
    @inlinable
    package init?(parsing text: some Collection<UInt8>) {
        guard let parsed = IdentifierText.parse(text, as: { Self(buffer: $0) }) else { return nil }
        self = parsed
    }

    @usableFromInline
    init?(buffer text: UnsafeBufferPointer<UInt8>) {
        guard let digits = IdentifierText.digits(of: text, prefix: "key_", characters: Self.characters),
            let number = Base62.parse(digits, digits: 11), number <= UInt64.max
        else { return nil }
        self.init(number: UInt64(number))
    }

    /// The text form.
    package var text: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the text form, ``characters`` bytes.
    package func append(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "key_".utf8)
        Base62.append(UInt128(number), digits: 11, to: &bytes)
    }

    /// Orders as the texts do.
    package static func < (left: KeyID, right: KeyID) -> Bool { left.number < right.number }
}
