import Bytes
import Cryptography
import Testing

/// The test cases of RFC 4231, and keys of other lengths.
@Suite struct HMACSHA256Tests {
    private static func key(_ byte: UInt8, _ count: Int) -> [UInt8] {
        [UInt8](repeating: byte, count: count)
    }

    @Test(
        arguments: [
            (key(0x0B, 20), Array("Hi There".utf8), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (
                Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (key(0xAA, 20), key(0xDD, 50), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
            (Array(1...25), key(0xCD, 50), "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
            (
                key(0xAA, 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
            (
                key(0xAA, 131),
                Array(
                    ("This is a test using a larger than block-size key and a larger than block-size data. "
                        + "The key needs to be hashed before being used by the HMAC algorithm.")
                        .utf8
                ),
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
            ),
            ([], [], "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
        ] as [([UInt8], [UInt8], String)]
    )
    func `has the values of the specification`(key: [UInt8], message: [UInt8], code: String) {
        #expect(Hex.encode(HMACSHA256.authenticate(message, key: key)) == code)
    }

    @Test func `agrees with the definition for keys of every length`() {
        for count in 0...130 {
            let key = Self.key(UInt8(count), count)
            let message = Self.key(3, count * 2)
            let block = (count > 64 ? SHA256.digest(key).bytes : key)
            let padded = block + Self.key(0, 64 - block.count)
            let inner = SHA256.digest(padded.map { $0 ^ 0x36 } + message).bytes
            let outer = SHA256.digest(padded.map { $0 ^ 0x5C } + inner).bytes
            #expect(HMACSHA256.authenticate(message, key: key) == outer, "\(count) bytes")
        }
    }
}
