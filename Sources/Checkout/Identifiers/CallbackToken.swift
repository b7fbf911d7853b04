import Bytes

/// Where a wallet's owner comes back to after approving: an unguessable name of one attempt to pay.
///
/// Text: two base-62 digits of the session's stripe, by which its shard is found, and 22 of a 128-bit random number.
package struct CallbackToken: Hashable, Sendable {
    /// Length of the text, all ASCII.
    package static let characters = 24

    /// The session's stripe, below ``Limits/stripes``.
    package let stripe: UInt16

    /// The random number, which alone tells tokens apart.
    package let random: UInt128

    /// Makes a token of parts that are in range.
    package init(stripe: UInt16, random: UInt128) {
        precondition(Int(stripe) < Limits.stripes, "a stripe is below 1024")
        self.stripe = stripe
        self.random = random
    }

    /// Reads the text form; `nil` for anything else, also for digits of too large a number.
    package init?(parsing text: some Collection<UInt8>) {
        guard let token = IdentifierText.parse(text, as: { Self(buffer: $0) }) else { return nil }
        self = token
    }

    private init?(buffer text: UnsafeBufferPointer<UInt8>) {
        guard let digits = IdentifierText.digits(of: text, prefix: "", characters: Self.characters),
            let stripe = Base62.parse(digits.prefix(2), digits: 2), stripe < Limits.stripes,
            let random = Base62.parse(digits.dropFirst(2), digits: 22)
        else { return nil }
        self.init(stripe: UInt16(stripe), random: random)
    }

    /// The text form.
    package var text: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.characters)
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the text form, ``characters`` bytes.
    package func append(to bytes: inout [UInt8]) {
        Base62.append(UInt128(stripe), digits: 2, to: &bytes)
        Base62.append(random, digits: 22, to: &bytes)
    }
}
