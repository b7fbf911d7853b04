/// A currency in which a session can be paid: three lower-case letters that ISO 4217 lists with a minor unit.
///
/// Four bytes, no reference: comparing currencies is comparing integers.
package struct Currency: Hashable, Sendable {
    /// The letters, first in the highest byte: `usd` is 0x757364.
    private let packed: UInt32

    /// Reads a code in any letter case.
    ///
    /// Refused as a violation: what is not three ASCII letters, what the list does not have, and what stands on it
    /// without being money that can be paid (metals, test codes, fund codes).
    package init(_ code: String) throws(RuleViolation) {
        var packed: UInt32 = 0
        var count = 0
        for byte in code.utf8 {
            let lower = byte | 0x20
            guard UInt8(ascii: "a")...UInt8(ascii: "z") ~= lower, count < 3 else { throw .currencyMalformed }
            packed = packed << 8 | UInt32(lower)
            count += 1
        }
        guard count == 3 else { throw .currencyMalformed }
        switch ISO4217.standing(ofPacked: packed) {
        case .money: self.packed = packed
        case .withoutMinorUnit: throw .currencyWithoutMinorUnit
        case .fund: throw .currencyIsFund
        case .notListed: throw .currencyNotListed
        }
    }

    /// How many decimal digits the smallest unit is away from the main one: 2 for `usd`, 0 for `jpy`.
    package var exponent: Int {
        guard case .money(let exponent) = ISO4217.standing(ofPacked: packed) else {
            preconditionFailure("a currency stands on the list with a minor unit")
        }
        return exponent
    }

    /// The three lower-case letters.
    package var text: String {
        String(decoding: [UInt8(packed >> 16 & 0xff), UInt8(packed >> 8 & 0xff), UInt8(packed & 0xff)], as: UTF8.self)
    }

    /// Appends the three lower-case letters.
    package func append(to bytes: inout [UInt8]) {
        bytes.append(UInt8(truncatingIfNeeded: packed >> 16))
        bytes.append(UInt8(truncatingIfNeeded: packed >> 8))
        bytes.append(UInt8(truncatingIfNeeded: packed))
    }
}
