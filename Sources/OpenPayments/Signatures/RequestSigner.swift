import Bytes
import Checkout
import Cryptography
import OutboundHTTP

/// Puts an HTTP message signature (RFC 9421) of an Ed25519 key on requests, as the official clients do it.
///
/// Covered are the method, the URL, the token if there is one, and of a body the digest, its length and its type, in
/// this order; `created` and `keyid` are the parameters, and the label is `sig1`.
struct RequestSigner {
    static let label = "sig1"
    static let contentType = "application/json"

    let keyID: String
    let privateKey: Ed25519PrivateKey

    /// A request whose fields are all there but `Host` and `Content-Length`, which the connection adds.
    ///
    /// `url` is signed as it stands: it must be the spelling that is sent. The signature covers `content-length` as the
    /// number of the body's bytes.
    func signed(
        _ method: String,
        _ url: String,
        token: SecretText?,
        body: [UInt8],
        at moment: Timestamp
    ) -> OutboundRequest {
        var headers = [(name: "Accept", value: Self.contentType)]
        var components = [(name: "@method", value: method), (name: "@target-uri", value: url)]
        if let token {
            let authorization = "GNAP \(token.value)"
            headers.append(("Authorization", authorization))
            components.append(("authorization", authorization))
        }
        if !body.isEmpty {
            let digest = ContentDigest.field(of: body)
            headers += [("Content-Type", Self.contentType), ("Content-Digest", digest)]
            components += [
                ("content-digest", digest), ("content-length", String(body.count)), ("content-type", Self.contentType),
            ]
        }
        let parameters = ";created=\(moment.secondsSinceEpoch);keyid=\"\(keyID)\""
        let base = SignatureBase(components: components, parameters: parameters)
        let signature = Base64.encode(privateKey.sign(Array(base.text.utf8)))
        headers += [
            ("Signature-Input", "\(Self.label)=\(base.input)"), ("Signature", "\(Self.label)=:\(signature):"),
        ]
        return OutboundRequest(method: method, url: url, headers: headers, body: body)
    }
}
