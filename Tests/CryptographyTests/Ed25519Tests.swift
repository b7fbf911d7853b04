import Bytes
import Cryptography
import Testing

/// The examples of RFC 8032 section 7.1, and keys in the forms that people bring.
@Suite struct Ed25519Tests {
    /// A key that RFC 8032 publishes, as 32 bytes and as `openssl pkey` writes it.
    private static let seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
    private static let pem = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
        -----END PRIVATE KEY-----

        """

    @Test(arguments: [
        (
            seed, "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ])
    func `has the values of the specification`(
        seed: String,
        publicKey: String,
        message: String,
        signature: String
    ) throws {
        let key = try Ed25519PrivateKey(seed: try #require(Hex.decode(seed)))
        let message = try #require(Hex.decode(message))
        #expect(Hex.encode(key.publicKey.bytes) == publicKey)
        #expect(Hex.encode(key.sign(message)) == signature)
        #expect(key.publicKey.verifies(key.sign(message), of: message))
    }

    @Test func `every bit of message, signature and key counts`() throws {
        let key = try Ed25519PrivateKey(seed: try #require(Hex.decode(Self.seed)))
        let message = Array("pay".utf8)
        let signature = key.sign(message)
        for position in signature.indices {
            var spoiled = signature
            spoiled[position] ^= 1
            #expect(!key.publicKey.verifies(spoiled, of: message), "byte \(position)")
        }
        #expect(!key.publicKey.verifies(signature, of: Array("paz".utf8)))
        #expect(!key.publicKey.verifies(Array(signature.dropLast()), of: message))
        #expect(!key.publicKey.verifies([], of: message))
        for position in key.publicKey.bytes.indices {
            var bytes = key.publicKey.bytes
            bytes[position] ^= 1
            #expect(try !Ed25519PublicKey(bytes: bytes).verifies(signature, of: message), "byte \(position)")
        }
    }

    @Test(arguments: [0, 31, 33, 64])
    func `bytes of another number are no key`(count: Int) {
        let bytes = [UInt8](repeating: 1, count: count)
        #expect(throws: CryptographyError.keyLength(count)) { try Ed25519PrivateKey(seed: bytes) }
        #expect(throws: CryptographyError.keyLength(count)) { try Ed25519PublicKey(bytes: bytes) }
    }

    @Test func `a generated key is another each time and signs`() {
        let random = RandomSource.system()
        let key = Ed25519PrivateKey.generate(from: random)
        #expect(key != Ed25519PrivateKey.generate(from: random))
        #expect(key.publicKey.verifies(key.sign([1, 2, 3]), of: [1, 2, 3]))
    }

    @Test(arguments: [
        pem,
        pem.replacing("\n", with: "\r\n"),
        "  \n\(pem)\n",
        "Bag Attributes: none\n\(pem)",
        Base64.encode(Array(pem.utf8)),
        Base64.encode(Array(pem.utf8)) + "\n",
        "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=",
        "nWGxne/9WmC6hEr0kuws\nxERJxWl7MmkZcDusAxyuf2A=\n",
        "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
    ])
    func `is read in every form that people have it in`(text: String) throws {
        let key = try Ed25519PrivateKey(parsing: text)
        #expect(Hex.encode(key.seed) == Self.seed)
        #expect(key.pem == Self.pem)
    }

    @Test(
        arguments: [
            ("", .malformed),
            ("key", .malformed),
            ("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyufw==", .malformed),
            ("-----BEGIN PRIVATE KEY-----\nMC4CAQ==\n", .malformed),
            ("-----END PRIVATE KEY-----\nMC4CAQ==\n-----BEGIN PRIVATE KEY-----", .malformed),
            ("-----BEGIN PRIVATE KEY-----\n????\n-----END PRIVATE KEY-----", .malformed),
            ("-----BEGIN PRIVATE KEY-----\n\n-----END PRIVATE KEY-----", .malformed),
            (pem.replacing("n9g\n", with: "n8=\n"), .malformed),
            (
                "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"
                    + "-----END PUBLIC KEY-----", .publicKey
            ),
            ("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMC4CAQ==\n-----END ENCRYPTED PRIVATE KEY-----", .encrypted),
            ("-----BEGIN RSA PRIVATE KEY-----\nMC4CAQ==\n-----END RSA PRIVATE KEY-----", .otherAlgorithm),
            (pem.replacing("K2VwBCIE", with: "K2VuBCIE"), .otherAlgorithm),
            (String(repeating: "A", count: 16_388), .tooLong),
        ] as [(String, PrivateKeyProblem)]
    )
    func `what is no key is told from what is another one`(text: String, problem: PrivateKeyProblem) {
        #expect(throws: problem) { try Ed25519PrivateKey(parsing: text) }
    }

    @Test func `shows itself nowhere`() throws {
        let key = try Ed25519PrivateKey(parsing: Self.pem)
        var dumped = ""
        dump([key], to: &dumped)
        for text in ["\(key)", "\([key])", String(reflecting: key), dumped] {
            #expect(text.contains("secret"))
            #expect(!text.contains("157") && !text.contains("9d"), "\(text)")
        }
    }
}
