package import Bytes
import Checkout
package import CheckoutEngine
import Cryptography
package import HTTPServing

/// Turns an `Idempotency-Key` and its request into the two hashes that the engine knows them by.
///
/// Hashes are SHA-256 over a secret of the server's and the text, cut to 128 bits: nobody can aim at a stripe, and no
/// key of a merchant stands in the log.
package struct IdempotencyKeys: Sendable {
    /// Length of a key, in characters.
    static let characters = 1...255

    private let secret: [UInt8]

    /// Hashes under a secret, the same at every start.
    package init(secret: [UInt8]) {
        self.secret = secret
    }

    /// The claim of a POST; nil without a key; throws for a malformed or doubled one.
    ///
    /// The body counts as parsed: white space, the order of members and the spelling of strings do not. No body counts
    /// as an empty object.
    package func claim(
        of request: borrowing HTTPRequest,
        _ caller: Caller,
        _ body: JSONDocument?
    ) throws(APIError) -> IdempotencyClaim? {
        let value: Range<Int>
        switch request.field("idempotency-key") {
        case .none:
            return nil
        case .many:
            throw .invalid(.parameterInvalid, "There is one Idempotency-Key.", param: "Idempotency-Key")
        case .one(let range):
            value = range
        }
        guard Self.characters.contains(value.count), request.head[value].allSatisfy({ (0x20...0x7E).contains($0) })
        else {
            throw .invalid(
                .parameterInvalid,
                "An Idempotency-Key has 1 to 255 printable ASCII characters.",
                param: "Idempotency-Key"
            )
        }
        return IdempotencyClaim(
            identity: identity(of: request.head[value], caller),
            fingerprint: fingerprint(of: request, body)
        )
    }

    private func identity(of key: ArraySlice<UInt8>, _ caller: Caller) -> UInt128 {
        var text = secret
        text.reserveCapacity(secret.count + key.count + 24)
        caller.merchant.append(to: &text)
        text.append(caller.keyMode.isLive ? 1 : 0)
        text.append(contentsOf: key)
        return SHA256.digest(text).prefix128
    }

    private func fingerprint(of request: borrowing HTTPRequest, _ body: JSONDocument?) -> UInt128 {
        var text = secret
        text.reserveCapacity(secret.count + request.path.count + request.body.count + 16)
        text.append(contentsOf: request.head[request.path])
        // A path has no space in it, so that path and body cannot run into each other; all keyed requests are POSTs.
        text.append(UInt8(ascii: " "))
        if let body {
            body.appendCanonical(body.root, to: &text)
        } else {
            text.append(contentsOf: "{}".utf8)
        }
        return SHA256.digest(text).prefix128
    }
}
