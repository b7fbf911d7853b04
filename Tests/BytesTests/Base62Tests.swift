import Bytes
import TestTools
import Testing

/// Numbers in the digits of identifiers.
@Suite struct Base62Tests {
    private func text(_ value: UInt128, digits: Int) -> String {
        var bytes: [UInt8] = []
        Base62.append(value, digits: digits, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        arguments: [
            (0, 1, "0"), (9, 1, "9"), (10, 1, "A"), (35, 1, "Z"), (36, 1, "a"), (61, 1, "z"), (62, 2, "10"),
            (3843, 2, "zz"),
            (1023, 2, "GV"), (0, 22, "0000000000000000000000"), (839_299_365_868_340_224, 11, "10000000000"),
            (839_299_365_868_340_223, 10, "zzzzzzzzzz"), (.max, 22, "7n42DGM5Tflk9n8mt7Fhc7"),
        ] as [(UInt128, Int, String)]
    )
    func `writes and reads numbers`(value: UInt128, digits: Int, spelling: String) {
        #expect(text(value, digits: digits) == spelling)
        #expect(Base62.parse(spelling.utf8, digits: digits) == value)
    }

    @Test(arguments: [
        ("", 1), ("0", 2), ("000", 2), ("-1", 2), ("0_", 2), ("0/", 2), ("0:", 2), ("0@", 2), ("0[", 2), ("0`", 2),
        ("0{", 2), ("é", 2), ("7n42DGM5Tflk9n8mt7Fhc8", 22), ("zzzzzzzzzzzzzzzzzzzzzz", 22),
        ("7o00000000000000000000", 22),
    ])
    func `refuses other lengths, foreign bytes and numbers too large`(spelling: String, digits: Int) {
        #expect(Base62.parse(spelling.utf8, digits: digits) == nil)
    }

    @Test func `comes back to the same number, and sorts as it`() {
        var generator = SplitMix64(seed: 3)
        var previous: (value: UInt128, text: String) = (0, text(0, digits: 22))
        for _ in 0..<5000 {
            let value = UInt128.random(
                in: 0...UInt128.max >> UInt128.random(in: 0..<128, using: &generator),
                using: &generator
            )
            let text = text(value, digits: 22)
            #expect(Base62.parse(text.utf8, digits: 22) == value, "seed 3: \(value)")
            #expect((text < previous.text) == (value < previous.value), "seed 3: \(value)")
            previous = (value, text)
        }
    }

    @Test(arguments: 1...22)
    func `agrees with a division digit by digit`(digits: Int) {
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
        var generator = SplitMix64(seed: UInt64(digits))
        for _ in 0..<200 {
            var expected: [UInt8] = []
            var value: UInt128 = 0
            // The largest number of 22 digits has more than 128 bits, but not with a first digit below 7.
            for position in 0..<digits {
                let digit = Int.random(in: 0..<(position == 0 && digits == 22 ? 7 : 62), using: &generator)
                expected.append(alphabet[digit])
                value = value * 62 + UInt128(digit)
            }
            var bytes = Array("x".utf8)
            Base62.append(value, digits: digits, to: &bytes)
            #expect(bytes == Array("x".utf8) + expected, "seed \(digits): \(value)")
        }
    }
}
