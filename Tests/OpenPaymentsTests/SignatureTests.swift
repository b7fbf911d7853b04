import Bytes
import Checkout
import Cryptography
import OutboundHTTP
import Testing

@testable import OpenPayments
@testable import TestTools

/// HTTP message signatures, byte for byte.
@Suite struct SignatureTests {
    private static let vectors = Vectors.all
    private static let created = Timestamp(secondsSinceEpoch: 1_767_225_600)

    private static func key() throws -> Ed25519PrivateKey {
        try Ed25519PrivateKey(seed: try #require(Hex.decode(vectors.key.seedHex)))
    }

    /// The base of a message as a verifier makes it: from what came, in the order of `Signature-Input`.
    private static func base(of message: Vectors.Message) throws -> SignatureBase {
        let input = try #require(message.headers["signature-input"])
        let end = try #require(input.firstIndex(of: ")"))
        let components = message.covered.map { name in
            switch name {
            case "@method": (name: name, value: message.method)
            case "@target-uri": (name: name, value: message.url)
            case let field: (name: field, value: message.headers[field] ?? "")
            }
        }
        return SignatureBase(components: components, parameters: String(input[input.index(after: end)...]))
    }

    private static func signature(of message: Vectors.Message) throws -> [UInt8] {
        let field = try #require(message.headers["signature"])
        #expect(field.hasPrefix("sig1=:") && field.hasSuffix(":"))
        return try #require(Base64.decode(String(field.dropFirst(6).dropLast())))
    }

    @Test func `the key is the vectors' one in every form`() throws {
        let key = try Self.key()
        #expect(Hex.encode(key.publicKey.bytes) == Self.vectors.key.publicHex)
        #expect(key.pem == Self.vectors.key.privatePkcs8Pem)
        #expect(try Ed25519PrivateKey(parsing: Self.vectors.key.privatePkcs8Pem) == key)
    }

    @Test(arguments: vectors.httpSignatures)
    func `base and signature of every message are the worked ones`(message: Vectors.Message) throws {
        let base = try Self.base(of: message)
        #expect(base.text == message.signatureBase)
        #expect(Hex.encode(SHA256.digest(Array(base.text.utf8)).bytes) == message.signatureBaseSha256Hex)
        #expect("sig1=\(base.input)" == message.headers["signature-input"])
        let signature = try Self.key().sign(Array(base.text.utf8))
        #expect(Hex.encode(signature) == message.signatureHex)
        #expect(try Self.signature(of: message) == signature)
        #expect(try Self.key().publicKey.verifies(signature, of: Array(base.text.utf8)))
    }

    /// The messages in the order of components that our client sends.
    private static let own = vectors.httpSignatures.filter {
        !["python-sdk-order-sha512", "go-sdk-alg-param", "ts-param-order", "sha-256-digest"].contains($0.name)
    }

    @Test(arguments: own)
    func `our requests carry the worked fields and no others`(message: Vectors.Message) throws {
        let token = message.headers["authorization"].map { $0.dropFirst("GNAP ".count) }.map(String.init)
        let signer = RequestSigner(keyID: Self.vectors.key.kid, privateKey: try Self.key())
        let request = signer.signed(
            message.method,
            message.url,
            token: try token.map { try #require(SecretText($0)) },
            body: Array((message.bodyUtf8 ?? "").utf8),
            at: Self.created
        )
        #expect(request.method == message.method)
        #expect(request.url == message.url)
        #expect(request.body == Array((message.bodyUtf8 ?? "").utf8))
        var expected = message.headers
        expected["accept"] = "application/json"
        // The connection counts the body's bytes, which the signature covers.
        #expect(expected.removeValue(forKey: "content-length") == (message.bodyUtf8.map { String($0.utf8.count) }))
        let sent = Dictionary(uniqueKeysWithValues: request.headers.map { ($0.name.lowercased(), $0.value) })
        #expect(sent == expected)
    }

    @Test(arguments: vectors.httpSignaturesInvalid)
    func `what was changed on the way is not what was signed`(message: Vectors.Message) throws {
        let base = Array(try Self.base(of: message).text.utf8)
        let isAuthentic = try Self.key().publicKey.verifies(try Self.signature(of: message), of: base)
        let body = Array((message.bodyUtf8 ?? "").utf8)
        let hasDigest = body.isEmpty || message.headers["content-digest"] == ContentDigest.field(of: body)
        let isCovered =
            (message.headers["authorization"] == nil || message.covered.contains("authorization"))
            && (body.isEmpty || message.covered.contains("content-digest"))
        #expect(!(isAuthentic && hasDigest && isCovered))
    }

    @Test func `our signature always covers token and digest`() throws {
        let signer = RequestSigner(keyID: "k", privateKey: try Self.key())
        let request = signer.signed(
            "POST",
            "https://bank.example/op",
            token: SecretText("T"),
            body: Array("{}".utf8),
            at: Self.created
        )
        let input = try #require(request.headers.first { $0.name == "Signature-Input" }?.value)
        #expect(input.contains("\"authorization\" \"content-digest\""))
    }

    @Test(arguments: vectors.contentDigest)
    func `digests are the worked ones`(digest: Vectors.Digest) {
        #expect(ContentDigest.field(of: Array(digest.bodyUtf8.utf8)) == digest.sha512)
    }

    @Test func `a body is what JavaScript prints of it`() {
        let trap = Self.vectors.jsonCanonicalTrap
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("u")
        writer.string("https://wallet.example/shop")
        writer.endObject()
        #expect(writer.bytes == Array(trap.wireOk.utf8))
        #expect(ContentDigest.field(of: writer.bytes) == trap.digestWireOkSha512)
        #expect(ContentDigest.field(of: Array(trap.wireBadEscapedSlash.utf8)) == trap.digestWireBadSha512)
    }
}
