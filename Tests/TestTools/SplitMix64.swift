/// A small generator that yields the same numbers for the same seed, on every machine and for ever.
///
/// The constants are those of Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
package struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    /// A generator whose numbers follow from the seed.
    package init(seed: UInt64) {
        state = seed
    }

    /// The next 64 bits.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// A scalar of any plane, half of them from the first 128.
    package mutating func scalar() -> Unicode.Scalar {
        if Bool.random(using: &self) { return Unicode.Scalar(UInt8.random(in: 0..<128, using: &self)) }
        while true {
            if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &self)) { return scalar }
        }
    }

    /// Text of up to `length` scalars.
    package mutating func text(upTo length: Int) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...length, using: &self) { text.append(scalar()) }
        return String(text)
    }
}
