import Bytes
import Cryptography

/// Checks HTTP message signatures (RFC 9421) as GNAP asks for them (RFC 9635 section 7.3.1), of Ed25519 alone.
///
/// Strict, it takes what the two documents have. With `isLenient` it takes two more forms that reference wallets let
/// pass: component names without quotes, and a signature that is bare base64, with or without its label. What has to be
/// covered, and the digest, are the same for both.
struct SignatureVerifier: Sendable {
    /// Whether the two looser forms are taken.
    let isLenient: Bool

    /// The time, in seconds since 1970.
    let now: Int64

    /// The name of the key that a request says it is signed with; throws when it says none.
    func keyID(of request: SignedRequest) throws(SignatureProblem) -> String {
        guard let keyID = try input(of: request).text("keyid") else { throw .parameter("keyid") }
        return keyID
    }

    /// Returns if the request is signed, as a whole and just now, with one of these keys.
    func verify(_ request: SignedRequest, keys: [JSONWebKey]) throws(SignatureProblem) {
        let input = try input(of: request)
        try checkCoverage(input, request)
        try checkParameters(input)
        if let digest = request.field("content-digest") {
            guard ContentDigest.fits(digest, request.body) else { throw .digest }
        }
        let signature = try signature(of: request)
        guard let keyID = input.text("keyid") else { throw .parameter("keyid") }
        guard let key = keys.first(where: { $0.id == keyID }) else { throw .unknownKey(keyID) }
        let base = try Self.base(of: request, input)
        guard key.key.verifies(signature, of: Array(base.utf8)) else { throw .wrong }
    }

    /// What is signed (RFC 9421 section 2.5): a line a component, then the parameters as they were sent.
    static func base(of request: SignedRequest, _ input: SignatureInput) throws(SignatureProblem) -> String {
        var lines = ""
        for component in input.components {
            lines += "\"\(component)\": \(try value(of: component, in: request))\n"
        }
        return lines + "\"@signature-params\": \(input.source)"
    }

    private static func value(of component: String, in request: SignedRequest) throws(SignatureProblem) -> String {
        switch component {
        case "@method": return request.method
        case "@target-uri": return request.targetURI
        case _:
            let isField = !component.hasPrefix("@") && component == component.lowercased()
            guard isField, let value = request.field(component) else { throw .unknownComponent(component) }
            return value
        }
    }

    private func input(of request: SignedRequest) throws(SignatureProblem) -> SignatureInput {
        guard let field = request.field("signature-input") else { throw .missing("Signature-Input") }
        return try SignatureInput(field, isLenient: isLenient)
    }

    private func checkCoverage(_ input: SignatureInput, _ request: SignedRequest) throws(SignatureProblem) {
        var required = ["@method", "@target-uri"]
        if request.field("authorization") != nil { required.append("authorization") }
        if !request.body.isEmpty {
            guard request.field("content-digest") != nil else { throw .missing("Content-Digest") }
            required.append("content-digest")
        }
        for component in required where !input.components.contains(component) { throw .notCovered(component) }
    }

    private func checkParameters(_ input: SignatureInput) throws(SignatureProblem) {
        if input.has("alg"), input.text("alg") != "ed25519" { throw .parameter("alg") }
        if input.has("tag"), input.text("tag") != "gnap" { throw .parameter("tag") }
        guard let created = input.number("created") else { throw .parameter("created") }
        guard abs(now - created) <= Limits.signatureAge else { throw .time }
        guard !input.has("expires") else {
            guard let expires = input.number("expires"), expires > now else { throw .time }
            return
        }
    }

    private func signature(of request: SignedRequest) throws(SignatureProblem) -> [UInt8] {
        guard let field = request.field("signature") else { throw .missing("Signature") }
        var reader = StructuredReader(field)
        if reader.key() == "sig1", let text = reader.byteSequence(), reader.isAtEnd, let bytes = Base64.decode(text) {
            return bytes
        }
        if isLenient, let bytes = Base64.decode(field.hasPrefix("sig1=") ? String(field.dropFirst(5)) : field) {
            return bytes
        }
        throw .malformed("Signature")
    }
}
