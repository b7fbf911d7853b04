import Bytes
import Cryptography
import Testing

/// The 256-bit test cases 13 to 16 of the GCM specification, and everything that must not open.
@Suite struct AES256GCMTests {
    /// One test case, its values in hexadecimal.
    struct Case: Sendable {
        var key: String
        var nonce: String
        var plaintext: String
        var context: String
        var sealed: String
    }

    private static let zeroKey = String(repeating: "00", count: 32)
    private static let zeroNonce = String(repeating: "00", count: 12)
    private static let key = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"
    private static let plaintext =
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255"
    private static let ciphertext =
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad"

    static let cases = [
        Case(key: zeroKey, nonce: zeroNonce, plaintext: "", context: "", sealed: "530f8afbc74536b9a963b4f1c4cb738b"),
        Case(
            key: zeroKey,
            nonce: zeroNonce,
            plaintext: "00000000000000000000000000000000",
            context: "",
            sealed: "cea7403d4d606b6e074ec5d3baf39d18" + "d0d1c8a799996bf0265b98b5d48ab919"
        ),
        Case(
            key: key,
            nonce: "cafebabefacedbaddecaf888",
            plaintext: plaintext,
            context: "",
            sealed: ciphertext + "b094dac5d93471bdec1a502270e3cc6c"
        ),
        Case(
            key: key,
            nonce: "cafebabefacedbaddecaf888",
            plaintext: String(plaintext.prefix(120)),
            context: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            sealed: ciphertext.prefix(120) + "76fc6ece0f4e1768cddf8853bb2d551b"
        ),
    ]

    @Test(arguments: cases)
    func `has the values of the specification`(test: Case) throws {
        let key = try #require(Hex.decode(test.key))
        let nonce = try #require(Hex.decode(test.nonce))
        let plaintext = try #require(Hex.decode(test.plaintext))
        let context = try #require(Hex.decode(test.context))
        let sealed = try AES256GCM.seal(plaintext, key: key, nonce: nonce, authenticating: context)
        #expect(Hex.encode(sealed) == test.sealed)
        #expect(try AES256GCM.open(sealed, key: key, nonce: nonce, authenticating: context) == plaintext)
    }

    @Test(arguments: cases)
    func `opens nothing of which one bit was changed`(test: Case) throws {
        let parts = try [test.sealed, test.key, test.nonce, test.context].map { try #require(Hex.decode($0)) }
        for part in 0..<parts.count {
            for bit in 0..<parts[part].count * 8 {
                var changed = parts
                changed[part][bit / 8] ^= 1 << UInt8(bit % 8)
                #expect(throws: CryptographyError.notAuthentic, "part \(part), bit \(bit)") {
                    try AES256GCM.open(changed[0], key: changed[1], nonce: changed[2], authenticating: changed[3])
                }
            }
        }
    }

    @Test func `opens nothing that was cut, lengthened or bound to more or less`() throws {
        let key = [UInt8](repeating: 1, count: 32)
        let nonce = [UInt8](repeating: 2, count: 12)
        let sealed = try AES256GCM.seal(Array("secret".utf8), key: key, nonce: nonce, authenticating: [3, 4])
        let changes: [(sealed: [UInt8], context: [UInt8])] = [
            (Array(sealed.dropLast()), [3, 4]), (Array(sealed.dropFirst()), [3, 4]), (sealed + [0], [3, 4]),
            (sealed, [3]), (sealed, []), (sealed, [3, 4, 0]),
        ]
        for change in changes {
            #expect(throws: CryptographyError.notAuthentic) {
                try AES256GCM.open(change.sealed, key: key, nonce: nonce, authenticating: change.context)
            }
        }
    }

    @Test func `says which length is wrong`() throws {
        let key = [UInt8](repeating: 1, count: 32)
        let nonce = [UInt8](repeating: 2, count: 12)
        #expect(throws: CryptographyError.keyLength(31)) {
            try AES256GCM.seal([], key: Array(key.dropLast()), nonce: nonce, authenticating: [])
        }
        #expect(throws: CryptographyError.keyLength(0)) {
            try AES256GCM.open([], key: [], nonce: nonce, authenticating: [])
        }
        #expect(throws: CryptographyError.nonceLength(13)) {
            try AES256GCM.seal([], key: key, nonce: nonce + [0], authenticating: [])
        }
        #expect(throws: CryptographyError.tooShort(15)) {
            try AES256GCM.open([UInt8](repeating: 0, count: 15), key: key, nonce: nonce, authenticating: [])
        }
    }

    @Test func `texts of many lengths come back`() throws {
        let random = RandomSource.system()
        let key = random.bytes(AES256GCM.keyBytes)
        for count in [0, 1, 15, 16, 17, 255, 4096, 100_000] {
            let nonce = random.bytes(AES256GCM.nonceBytes)
            let plaintext = random.bytes(count)
            let sealed = try AES256GCM.seal(plaintext, key: key, nonce: nonce, authenticating: nonce)
            #expect(sealed.count == count + AES256GCM.tagBytes)
            #expect(try AES256GCM.open(sealed, key: key, nonce: nonce, authenticating: nonce) == plaintext)
        }
    }
}
