import Bytes
import Cryptography
import Testing

/// The examples of FIPS 180-4, and the digest as a value.
@Suite struct SHA256Tests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            String(repeating: "a", count: 1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ])
    func `has the values of the specification`(message: String, digest: String) {
        let bytes = Array(message.utf8)
        #expect(Hex.encode(SHA256.digest(bytes).bytes) == digest)
        #expect(bytes.withUnsafeBytes { SHA256.digest($0) } == SHA256.digest(bytes))
    }

    @Test func `a digest comes back from its bytes`() throws {
        let digest = SHA256.digest([1, 2, 3])
        let copy = try #require(SHA256Digest(bytes: digest.bytes))
        #expect(copy == digest)
        #expect(copy.hashValue == digest.hashValue)
        var bytes: [UInt8] = [7]
        digest.append(to: &bytes)
        #expect(bytes == [7] + digest.bytes)
    }

    @Test(arguments: [0, 1, 31, 33, 64])
    func `bytes of another number are no digest`(count: Int) {
        #expect(SHA256Digest(bytes: [UInt8](repeating: 0, count: count)) == nil)
    }

    @Test func `every byte of a digest counts`() throws {
        let digest = SHA256.digest([])
        for position in 0..<SHA256Digest.byteCount {
            var bytes = digest.bytes
            bytes[position] ^= 1
            #expect(try #require(SHA256Digest(bytes: bytes)) != digest, "byte \(position)")
        }
    }

    @Test func `many threads hash at once`() async {
        let expected = (0..<64).map { SHA256.digest([UInt8](repeating: UInt8($0), count: $0 * 10)) }
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<64).allSatisfy { SHA256.digest([UInt8](repeating: UInt8($0), count: $0 * 10)) == expected[$0] }
                }
            }
            for await isSame in group { #expect(isSame) }
        }
    }
}
