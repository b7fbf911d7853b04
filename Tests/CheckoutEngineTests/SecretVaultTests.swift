import Checkout
import Cryptography
import Simulation
import Testing

@testable import CheckoutEngine

@Suite struct SecretVaultTests {
    private let secret = Array("whsec_c2VjcmV0".utf8)

    private func vault(_ byte: UInt8 = 1, seed: UInt64 = 1) -> SecretVault {
        SecretVault(key: [UInt8](repeating: byte, count: 32), random: .seeded(seed))
    }

    @Test func `a secret is opened where it was sealed, also by the next run`() throws {
        let sealed = try vault().seal(secret, entity: "mer_1", field: "webhook_secret")
        #expect(try vault(seed: 2).open(sealed, entity: "mer_1", field: "webhook_secret") == secret)
        #expect(sealed.count == secret.count + 8 + 12 + 16)
        let empty = try vault().seal([], entity: "mer_1", field: "f")
        #expect(try vault().open(empty, entity: "mer_1", field: "f") == [])
    }

    @Test func `the same secret is never sealed into the same bytes`() throws {
        let vault = vault()
        let sealed = try (0..<50).map { _ in try vault.seal(secret, entity: "mer_1", field: "f") }
        #expect(Set(sealed).count == 50)
    }

    @Test(arguments: [("mer_2", "f"), ("mer_1", "g"), ("mer_", "1f"), ("mer_1f", ""), ("", "mer_1f")])
    func `another entity or field opens nothing`(entity: String, field: String) throws {
        let sealed = try vault().seal(secret, entity: "mer_1", field: "f")
        #expect(throws: (any Error).self) { try vault().open(sealed, entity: entity, field: field) }
    }

    @Test func `a reply is opened for the key that it was sealed for, and for no other`() throws {
        let sealed = try vault().seal(reply: secret, of: 17 << 10 | 5)
        #expect(try vault(seed: 2).open(reply: sealed, of: 17 << 10 | 5) == secret)
        #expect(throws: (any Error).self) { try vault().open(reply: sealed, of: 18 << 10 | 5) }
        #expect(throws: (any Error).self) { try vault(2).open(reply: sealed, of: 17 << 10 | 5) }
    }

    @Test func `another key, a changed byte and a cut secret are refused`() throws {
        let sealed = try vault().seal(secret, entity: "mer_1", field: "f")
        #expect(throws: SecretVaultError.sealedWithAnotherKey) {
            try vault(2).open(sealed, entity: "mer_1", field: "f")
        }
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(throws: (any Error).self, "byte \(index)") {
                try vault().open(changed, entity: "mer_1", field: "f")
            }
        }
        for count in 0..<sealed.count {
            #expect(throws: (any Error).self) {
                try vault().open(Array(sealed.prefix(count)), entity: "mer_1", field: "f")
            }
        }
    }

    @Test func `keys and fingerprints belong to a key and a use`() {
        #expect(vault().derivedKey(for: "cursors") == vault(seed: 2).derivedKey(for: "cursors"))
        #expect(vault().derivedKey(for: "cursors") != vault().derivedKey(for: "idempotency"))
        #expect(vault().derivedKey(for: "cursors") != vault(2).derivedKey(for: "cursors"))
        #expect(vault().derivedKey(for: "cursors").count == 32)
        #expect(vault().fingerprint != vault(2).fingerprint)
        #expect(vault().fingerprint.count == 16)
    }

    @Test func `a wallet's key is opened for its merchant and mode alone`() throws {
        let key = Ed25519PrivateKey.generate(from: .seeded(3))
        let merchant = MerchantID(partition: 0, number: 1)
        let kept = try vault().seal(key, named: "k", of: merchant, .test)
        #expect(kept.id == "k")
        #expect(kept.sealedPrivateKey.firstRange(of: key.seed) == nil)
        #expect(try vault().open(kept, of: merchant, .test) == key)
        #expect(throws: (any Error).self) { try vault().open(kept, of: merchant, .live) }
        #expect(throws: (any Error).self) {
            try vault().open(kept, of: MerchantID(partition: 0, number: 2), .test)
        }
    }
}
