import Bytes

/// Names a checkout session and says where it lives.
///
/// Text: `cs_`, two base-62 digits of partition, two of stripe, 22 of a 128-bit random number. Whoever holds it can
/// open the pay page, so the number comes from a random source. 24 bytes, no reference; hashing looks at half of the
/// random number, which is as good as all of it.
package struct SessionID: Hashable, Sendable {
    /// Length of the text, all ASCII.
    package static let characters = 29

    @usableFromInline let high: UInt64
    @usableFromInline let low: UInt64

    /// The merchant's partition, below ``Limits/partitions``.
    package let partition: UInt16

    /// The stripe, below ``Limits/stripes``.
    package let stripe: UInt16

    /// Makes an identifier of parts that are in range.
    package init(partition: UInt16, stripe: UInt16, random: UInt128) {
        precondition(Int(partition) < Limits.partitions, "a partition is two base-62 digits")
        precondition(Int(stripe) < Limits.stripes, "a stripe is below 1024")
        high = UInt64(truncatingIfNeeded: random >> 64)
        low = UInt64(truncatingIfNeeded: random)
        self.partition = partition
        self.stripe = stripe
    }

    /// Reads the text form; `nil` for anything else, also for digits of too large a number.
    @inlinable
    package init?(parsing text: some Collection<UInt8>) {
        guard let parsed = IdentifierText.parse(text, as: { Self(buffer: $0) }) else { return nil }
        self = parsed
    }

    @usableFromInline
    init?(buffer text: UnsafeBufferPointer<UInt8>) {
        guard let digits = IdentifierText.digits(of: text, prefix: "cs_", characters: Self.characters) else {
            return nil
        }
        self.init(digits: digits)
    }

    /// Reads what stands behind the prefix, 26 characters.
    init?(digits: UnsafeBufferPointer<UInt8>) {
        guard let partition = Base62.parse(digits.prefix(2), digits: 2),
            let stripe = Base62.parse(digits.dropFirst(2).prefix(2), digits: 2), stripe < Limits.stripes,
            let random = Base62.parse(digits.dropFirst(4), digits: 22)
        else { return nil }
        self.init(partition: UInt16(partition), stripe: UInt16(stripe), random: random)
    }

    /// The random number, which alone tells sessions apart.
    @inlinable package var random: UInt128 { UInt128(high) << 64 | UInt128(low) }

    /// The text form.
    package var text: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.characters)
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the text form, ``characters`` bytes.
    package func append(to bytes: inout [UInt8]) {
        bytes.append(atMost: Self.characters) { append(to: &$0) }
    }

    private func append(to room: inout ByteRoom) {
        room.append("cs_")
        appendDigits(to: &room)
    }

    /// Appends what stands behind the prefix, 26 characters.
    func appendDigits(to bytes: inout [UInt8]) {
        bytes.append(atMost: Self.characters) { appendDigits(to: &$0) }
    }

    private func appendDigits(to room: inout ByteRoom) {
        // Partition and stripe together are a number of four digits.
        Base62.append(UInt128(partition) * 62 * 62 + UInt128(stripe), digits: 4, to: &room)
        Base62.append(random, digits: 22, to: &room)
    }

    /// Hashes 64 random bits.
    @inlinable
    package func hash(into hasher: inout Hasher) {
        hasher.combine(low)
    }
}
