import Bytes
import Cryptography

/// The field `Content-Digest` (RFC 9530): digests of the body as it is on the wire.
enum ContentDigest {
    /// Whether the field has a digest that we know, and all that we know are the body's.
    static func fits(_ field: String, _ body: [UInt8]) -> Bool {
        var reader = StructuredReader(field)
        var isKnown = false
        repeat {
            while reader.take(" ") {}
            guard let algorithm = reader.key(), let text = reader.byteSequence() else { return false }
            guard let expected = digest(algorithm, of: body) else { continue }
            guard let given = Base64.decode(text), ConstantTime.isEqual(given, expected) else { return false }
            isKnown = true
        } while reader.take(",")
        return isKnown && reader.isAtEnd
    }

    private static func digest(_ algorithm: String, of body: [UInt8]) -> [UInt8]? {
        switch algorithm {
        case "sha-256": SHA256.digest(body).bytes
        case "sha-512": SHA512.digest(body)
        case _: nil
        }
    }
}
