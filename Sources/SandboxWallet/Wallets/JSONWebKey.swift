import Bytes
import Cryptography

/// A public Ed25519 key as wallets publish it (RFC 8037).
struct JSONWebKey: Sendable, Hashable {
    /// The name that signatures give as their `keyid`.
    let id: String

    /// The key itself.
    let key: Ed25519PublicKey

    /// A key under a name.
    init(id: String, key: Ed25519PublicKey) {
        self.id = id
        self.key = key
    }

    /// Reads a JWK; unknown members are let pass, as RFC 7517 section 4 has it.
    init(_ fields: JSONFields) throws(Malformation) {
        guard try fields.string("kty") == "OKP", try fields.string("crv") == "Ed25519" else {
            throw Malformation("a key has kty OKP and crv Ed25519")
        }
        guard try fields.string("alg") == "EdDSA" else { throw Malformation("a key's alg is EdDSA") }
        if let use = try fields.optionalString("use"), use != "sig" { throw Malformation("a key's use is sig") }
        id = try fields.string("kid")
        // Some wallets cut a signature's parameters at each semicolon.
        guard !id.isEmpty, id.utf8.count <= 256, id.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            !id.contains(where: { "\";\\".contains($0) })
        else { throw Malformation("a kid is 1 to 256 visible characters without quote, semicolon and backslash") }
        guard let bytes = Base64URL.decode(try fields.string("x")), let key = try? Ed25519PublicKey(bytes: bytes) else {
            throw Malformation("x is base64url of 32 bytes, without padding")
        }
        self.key = key
    }

    /// Reads a key set; keys for other algorithms are passed over.
    static func set(from body: [UInt8]) throws(Malformation) -> [JSONWebKey] {
        let fields = try JSONFields(body)
        var keys: [JSONWebKey] = []
        for element in try fields.elements("keys") {
            if let key = try? JSONWebKey(JSONFields(element.document, element.node)) { keys.append(key) }
        }
        return keys
    }
}

extension JSONWriter {
    /// Writes a key as a JWK.
    mutating func key(_ key: JSONWebKey) {
        beginObject()
        for (member, value) in [
            ("kid", key.id), ("alg", "EdDSA"), ("use", "sig"), ("kty", "OKP"), ("crv", "Ed25519"),
            ("x", Base64URL.encode(key.key.bytes)),
        ] {
            name(member)
            string(value)
        }
        endObject()
    }
}
