import Bytes
import Cryptography
import Testing

@testable import SandboxWallet
@testable import TestTools

@Suite struct SignatureVectorTests {
    private let strict = SignatureVerifier(isLenient: false, now: Vectors.time)
    private let lenient = SignatureVerifier(isLenient: true, now: Vectors.time)

    private func keys() throws -> [JSONWebKey] {
        let bytes = try #require(Hex.decode(Vectors.all.key.publicHex))
        return [JSONWebKey(id: Vectors.all.key.kid, key: try Ed25519PublicKey(bytes: bytes))]
    }

    private func problem(
        _ request: SignedRequest,
        _ verifier: SignatureVerifier,
        keys: [JSONWebKey]? = nil
    ) throws -> SignatureProblem? {
        let keys = try keys ?? self.keys()
        do throws(SignatureProblem) {
            try verifier.verify(request, keys: keys)
            return nil
        } catch {
            return error
        }
    }

    /// A valid request with some of its fields changed; nil takes one away.
    private func altered(_ changes: [String: String?], body: String? = nil) throws -> SignedRequest {
        let vector = try #require(Vectors.all.httpSignatures.first { $0.name == "create-outgoing-payment" })
        var headers = vector.headers
        for (name, value) in changes { headers[name] = value }
        return SignedRequest(
            method: vector.method,
            targetURI: vector.url,
            fields: headers.map { ($0.key, $0.value) },
            body: Array((body ?? vector.bodyUtf8 ?? "").utf8)
        )
    }

    @Test(arguments: Vectors.all.httpSignatures)
    func `what is signed well is taken, strictly and leniently`(_ vector: Vectors.Message) throws {
        #expect(try problem(vector.request, strict) == nil)
        #expect(try problem(vector.request, lenient) == nil)
    }

    @Test(arguments: Vectors.all.httpSignatures)
    func `the base is the published one, byte for byte`(_ vector: Vectors.Message) throws {
        let field = try #require(vector.request.field("signature-input"))
        let input = try SignatureInput(field, isLenient: false)
        #expect(try SignatureVerifier.base(of: vector.request, input) == vector.signatureBase)
    }

    @Test(arguments: Vectors.all.httpSignaturesInvalid)
    func `what is signed badly is refused, strictly and leniently`(_ vector: Vectors.Message) throws {
        #expect(try problem(vector.request, strict) != nil)
        #expect(try problem(vector.request, lenient) != nil)
    }

    @Test(arguments: Vectors.all.httpSignaturesLenient)
    func `looser forms are taken leniently alone`(_ vector: Vectors.Message) throws {
        #expect(try problem(vector.request, strict) == .malformed("Signature-Input"))
        #expect(try problem(vector.request, lenient) == nil)
    }

    @Test func `a signature without its colons is taken leniently alone`() throws {
        let vector = try #require(Vectors.all.httpSignatures.first { $0.name == "create-outgoing-payment" })
        let signature = try #require(vector.headers["signature"]).replacing(":", with: "")
        let request = try altered(["signature": signature])
        #expect(try problem(request, strict) == .malformed("Signature"))
        #expect(try problem(request, lenient) == nil)
    }

    @Test(arguments: [
        ("signature-input", SignatureProblem.missing("Signature-Input")),
        ("signature", .missing("Signature")),
        ("content-digest", .missing("Content-Digest")),
        ("content-type", .unknownComponent("content-type")),
    ])
    func `what is missing is told`(_ field: String, _ expected: SignatureProblem) throws {
        let changes: [String: String?] = [field: String?.none]
        #expect(try problem(try altered(changes), strict) == expected)
    }

    @Test(arguments: [
        ("content-length", "203"), ("content-type", "text/plain"), ("authorization", "GNAP STOLEN"),
    ])
    func `a covered field that changed breaks the signature`(_ field: String, _ value: String) throws {
        #expect(try problem(try altered([field: value]), strict) == .wrong)
    }

    @Test func `a changed body is found by its digest`() throws {
        #expect(try problem(try altered([:], body: "{}"), strict) == .digest)
    }

    @Test(arguments: Vectors.all.httpSignatures)
    func `any one changed character of what is signed is found`(_ vector: Vectors.Message) throws {
        func spoiled(_ text: String, at place: Int) -> String {
            var bytes = Array(text.utf8)
            bytes[place] = bytes[place] == UInt8(ascii: "7") ? UInt8(ascii: "8") : UInt8(ascii: "7")
            return String(decoding: bytes, as: UTF8.self)
        }
        let request = vector.request
        let covered = try SignatureInput(try #require(request.field("signature-input")), isLenient: false).components
        for (name, value) in request.fields where covered.contains(name) || name.hasPrefix("signature") {
            for place in value.utf8.indices.enumerated().map(\.offset) {
                var fields = request.fields.filter { $0.name != name }
                fields.append((name, spoiled(value, at: place)))
                let changed = SignedRequest(
                    method: request.method,
                    targetURI: request.targetURI,
                    fields: fields,
                    body: request.body
                )
                #expect(try problem(changed, strict) != nil, "\(name) at \(place)")
            }
        }
        for place in 0..<request.targetURI.utf8.count {
            let changed = SignedRequest(
                method: request.method,
                targetURI: spoiled(request.targetURI, at: place),
                fields: request.fields,
                body: request.body
            )
            #expect(try problem(changed, strict) == .wrong)
        }
    }

    @Test(arguments: [-301, 301] as [Int64])
    func `a signature from another time is refused`(_ seconds: Int64) throws {
        let vector = try #require(Vectors.all.httpSignatures.first)
        let edge = SignatureVerifier(isLenient: false, now: Vectors.time + seconds - seconds.signum())
        let beyond = SignatureVerifier(isLenient: false, now: Vectors.time + seconds)
        #expect(try problem(vector.request, edge) == nil)
        #expect(try problem(vector.request, beyond) == .time)
    }

    @Test func `a key under another name is not looked at`() throws {
        let vector = try #require(Vectors.all.httpSignatures.first)
        let renamed = [JSONWebKey(id: "other", key: try keys()[0].key)]
        #expect(try problem(vector.request, strict, keys: renamed) == .unknownKey("brief-key-1"))
        #expect(try problem(vector.request, strict, keys: []) == .unknownKey("brief-key-1"))
    }

    @Test(arguments: [
        (";alg=\"rsa-pss-sha512\"", SignatureProblem.parameter("alg")), (";tag=\"other\"", .parameter("tag")),
        (";expires=1767225600", .time), (";alg=1", .parameter("alg")),
    ])
    func `a parameter that does not fit is refused before the signature is`(
        _ parameter: String,
        _ expected: SignatureProblem
    ) throws {
        let vector = try #require(Vectors.all.httpSignatures.first { $0.name == "create-outgoing-payment" })
        let input = try #require(vector.headers["signature-input"]) + parameter
        #expect(try problem(try altered(["signature-input": input]), strict) == expected)
    }

    @Test(arguments: [
        "sig1=", "sig1=()", "sig2=(\"@method\");created=1;keyid=\"k\"", "sig1=(\"@method\"",
        "sig1=(\"@method\"\"@target-uri\");created=1", "sig1=(\"@method\" \"@method\");created=1;keyid=\"k\"",
        "sig1=(\"@method\");created=1;created=2", "sig1=(\"@method\");created", "sig1=(\"@method\");Created=1",
        "sig1=(\"@method\";req);created=1", "sig1=(@method);created=1", "sig1=(\"@method\");created=\"", "",
        "sig1=(\"@method\");created=1, sig2=(\"@method\");created=1", "sig1=(\"@method\");created=99999999999999999",
    ])
    func `what is no signature input is refused`(_ field: String) throws {
        let found = try problem(try altered(["signature-input": field]), strict)
        let isRefused =
            switch found {
            case .malformed, .notCovered: true
            case .missing, .unknownComponent, .parameter, .time, .digest, .unknownKey, .wrong, nil: false
            }
        #expect(isRefused, "\(field): \(String(describing: found))")
    }

    @Test(arguments: Vectors.all.contentDigest.indices)
    func `digests are the published ones`(_ index: Int) {
        let vector = Vectors.all.contentDigest[index]
        let body = Array(vector.bodyUtf8.utf8)
        #expect(ContentDigest.fits(vector.sha256, body))
        #expect(ContentDigest.fits(vector.sha512, body))
        #expect(ContentDigest.fits("md5=:AAAA:, \(vector.sha256), \(vector.sha512)", body))
        #expect(!ContentDigest.fits(vector.sha256, body + [0x20]))
    }

    @Test func `all digests that are known have to fit, and one has to be known`() throws {
        let first = try #require(Vectors.all.contentDigest.first)
        let second = try #require(Vectors.all.contentDigest.last)
        let body = Array(first.bodyUtf8.utf8)
        #expect(!ContentDigest.fits("\(first.sha256), \(second.sha512)", body))
        #expect(!ContentDigest.fits("md5=:AAAA:", body))
        #expect(!ContentDigest.fits("", body))
        #expect(!ContentDigest.fits("sha-256=AAAA", body))
        #expect(!ContentDigest.fits(first.sha256 + " x", body))
    }

    @Test(arguments: Vectors.all.interactionHash.indices)
    func `hashes are the published ones`(_ index: Int) {
        let vector = Vectors.all.interactionHash[index]
        let hash = InteractionHash(
            clientNonce: vector.clientNonce,
            serverNonce: vector.serverNonce,
            reference: vector.interactRef,
            grantEndpoint: vector.grantEndpoint
        )
        #expect(hash.encoded(as: .base64) == vector.base64StdPadded)
        #expect(hash.encoded(as: .base64url) == vector.base64urlUnpadded)
    }
}
