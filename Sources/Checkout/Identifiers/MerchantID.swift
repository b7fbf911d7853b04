import Bytes

/// Names a merchant and the partition in which its sessions live.
///
/// Text: `mer_`, two base-62 digits of partition, 11 of a 64-bit random number.
package struct MerchantID: Hashable, Comparable, Sendable {
    /// Length of the text, all ASCII.
    package static let characters = 17

    /// The partition, below ``Limits/partitions``.
    package let partition: UInt16

    /// The number that tells merchants of a partition apart.
    package let number: UInt64

    /// Makes an identifier of parts that are in range.
    package init(partition: UInt16, number: UInt64) {
        precondition(Int(partition) < Limits.partitions, "a partition is two base-62 digits")
        self.partition = partition
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
        guard let digits = IdentifierText.digits(of: text, prefix: "mer_", characters: Self.characters),
            let partition = Base62.parse(digits.prefix(2), digits: 2),
            let number = Base62.parse(digits.dropFirst(2), digits: 11), number <= UInt64.max
        else { return nil }
        self.init(partition: UInt16(partition), number: UInt64(number))
    }

    /// The text form.
    package var text: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the text form, ``characters`` bytes.
    package func append(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "mer_".utf8)
        Base62.append(UInt128(partition), digits: 2, to: &bytes)
        Base62.append(UInt128(number), digits: 11, to: &bytes)
    }

    /// Orders as the texts do, so that lists have one order whatever a dictionary's is.
    package static func < (left: MerchantID, right: MerchantID) -> Bool {
        (left.partition, left.number) < (right.partition, right.number)
    }
}
