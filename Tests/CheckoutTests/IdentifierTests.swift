import Bytes
import Checkout
import Testing

struct IdentifierTests {
    @Test func `reads and writes the documented session identifier`() throws {
        let text = "cs_a1B204k1L2d3D4e5F6g7H8i9J0"
        let id = try #require(SessionID(parsing: text.utf8))
        #expect(id.text == text)
        #expect(id.stripe == 11 * 62 + 2)
        #expect(id.partition == 36 * 62 + 1)
        #expect(SessionID(partition: id.partition, stripe: id.stripe, random: id.random) == id)
    }

    @Test(arguments: [
        (UInt16(0), UInt16(0), UInt128(0)), (3843, 1023, .max), (1, 2, 3), (62, 61, UInt128(UInt64.max) + 1),
    ])
    func `survives being written and read`(partition: UInt16, stripe: UInt16, random: UInt128) throws {
        let id = SessionID(partition: partition, stripe: stripe, random: random)
        #expect(id.text.utf8.count == SessionID.characters)
        let read = try #require(SessionID(parsing: id.text.utf8))
        #expect(read == id)
        #expect(read.partition == partition)
        #expect(read.stripe == stripe)
        #expect(read.random == random)
    }

    @Test(arguments: [
        "", "cs_", "cs_a1B204k1L2d3D4e5F6g7H8i9J", "cs_a1B204k1L2d3D4e5F6g7H8i9J00", "CS_a1B204k1L2d3D4e5F6g7H8i9J0",
        "cs-a1B204k1L2d3D4e5F6g7H8i9J0", "cs_a1B204k1L2d3D4e5F6g7H8i9J_", "cs_a1B204k1L2d3D4e5F6g7H8i9Jé",
        // Stripe 1024 is 16 × 62 + 32.
        "cs_a1GW04k1L2d3D4e5F6g7H8i9J0", "cs_a1zz04k1L2d3D4e5F6g7H8i9J0", "cs_a1B2zzzzzzzzzzzzzzzzzzzzzz",
        " cs_a1B204k1L2d3D4e5F6g7H8i9J", "mer_1B204k1L2d3D4e5F6g7H8i9J0",
    ])
    func `refuses what is no session identifier`(text: String) {
        #expect(SessionID(parsing: text.utf8) == nil)
    }

    @Test func `refuses a random number one too large`() throws {
        var largest = SessionID(partition: 0, stripe: 0, random: .max).text
        #expect(SessionID(parsing: largest.utf8) != nil)
        let last = try #require(largest.popLast()?.asciiValue)
        #expect(SessionID(parsing: Array(largest.utf8) + [last + 1]) == nil)
    }

    @Test func `reads and writes merchants and keys`() throws {
        for number in [UInt64(0), 1, .max] {
            let merchant = MerchantID(partition: 3843, number: number)
            #expect(merchant.text.hasPrefix("mer_zz"))
            #expect(merchant.text.utf8.count == MerchantID.characters)
            #expect(MerchantID(parsing: merchant.text.utf8) == merchant)
            let key = KeyID(number: number)
            #expect(key.text.hasPrefix("key_"))
            #expect(key.text.utf8.count == KeyID.characters)
            #expect(KeyID(parsing: key.text.utf8) == key)
        }
    }

    @Test(arguments: [
        "mer_zzzzzzzzzzzzz", "mer_00", "key_zzzzzzzzzzz", "key_0000000000", "key_0000000000-", "mer_000000000000",
    ])
    func `refuses what is neither merchant nor key`(text: String) {
        #expect(MerchantID(parsing: text.utf8) == nil)
        #expect(KeyID(parsing: text.utf8) == nil)
    }

    @Test func `orders as the texts do`() {
        let ids = [
            MerchantID(partition: 1, number: 0), MerchantID(partition: 0, number: 5),
            MerchantID(partition: 0, number: 70),
        ]
        #expect(
            ids.sorted().map(\.text) == ids.map(\.text).sorted { Array($0.utf8).lexicographicallyPrecedes($1.utf8) }
        )
    }

    @Test(arguments: KeyMode.allCases)
    func `reads and writes API keys, and keeps them out of descriptions`(keyMode: KeyMode) throws {
        let secret = APIKeySecret(keyMode: keyMode, first: .max, second: 7)
        #expect(secret.text.hasPrefix("sk_\(keyMode.text)_"))
        #expect(secret.text.utf8.count == APIKeySecret.characters)
        #expect(secret.lastFour == "0007")
        let read = try #require(APIKeySecret(parsing: secret.text.utf8))
        #expect(read.text == secret.text)
        #expect(read.digest == secret.digest)
        #expect(read.keyMode == keyMode)
        #expect("\(secret)" == "sk_\(keyMode.text)_…0007")
        #expect(APIKeySecret(parsing: (secret.text + "0").utf8) == nil)
        #expect(APIKeySecret(parsing: secret.text.dropLast().utf8) == nil)
        #expect(APIKeySecret(parsing: secret.text.uppercased().utf8) == nil)
        #expect(APIKeySecret(parsing: (secret.text.dropLast() + "-").utf8) == nil)
        #expect(APIKeySecret(parsing: "sk_test_\(String(repeating: "z", count: 44))".utf8) == nil)
    }

    @Test func `reads and writes webhook secrets, and keeps them out of descriptions`() throws {
        let secret = try #require(WebhookSecret(bytes: Array(0..<32)))
        #expect(secret.text == "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
        #expect(WebhookSecret(parsing: secret.text)?.bytes == secret.bytes)
        #expect("\(secret)" == "whsec_…")
        #expect(WebhookSecret(bytes: [1, 2, 3]) == nil)
        #expect(WebhookSecret(parsing: "whsec_AAEC") == nil)
        #expect(WebhookSecret(parsing: String(secret.text.dropFirst())) == nil)
    }
}
