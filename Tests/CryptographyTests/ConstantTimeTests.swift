import Cryptography
import Testing

/// Equality that tells nothing by its time.
@Suite struct ConstantTimeTests {
    @Test(
        arguments: [
            ([], [], true), ([1], [1], true), ([1], [2], false), ([1], [], false), ([], [1], false),
            ([1, 2], [1], false),
            ([0, 0], [0, 0, 0], false), ([1, 2, 3], [1, 2, 3], true), ([1, 2, 3], [0, 2, 3], false),
        ] as [([UInt8], [UInt8], Bool)]
    )
    func `is equality`(left: [UInt8], right: [UInt8], isEqual: Bool) {
        #expect(ConstantTime.isEqual(left, right) == isEqual)
    }

    @Test func `every bit counts`() {
        let left = [UInt8](repeating: 0x5A, count: 32)
        for bit in 0..<256 {
            var right = left
            right[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!ConstantTime.isEqual(left, right), "bit \(bit)")
        }
    }
}
