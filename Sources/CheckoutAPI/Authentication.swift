import Bytes
package import Checkout
import CheckoutEngine
import Cryptography
import HTTPServing

/// Who sends a request: the merchant, the mode and the key.
package struct Caller: Sendable {
    let merchant: MerchantID
    let keyMode: KeyMode
    let key: KeyID

    /// What the merchant's wallet of this mode holds; nil where that is not known.
    let walletAsset: WalletAsset?

    /// The caller that a key names.
    package init(merchant: MerchantID, keyMode: KeyMode, key: KeyID, walletAsset: WalletAsset? = nil) {
        self.merchant = merchant
        self.keyMode = keyMode
        self.key = key
        self.walletAsset = walletAsset
    }
}

/// Finds the caller of a request by its API key.
///
/// A key comes as `Bearer` token (RFC 6750 section 2.1) or as the user name of `Basic` (RFC 7617). Whether it is
/// missing, malformed, unknown or revoked, the same work is done: one hash and one look-up, which never compares keys.
/// A connection keeps the field in which a good key came with what was found, until something changes in the directory.
struct Authentication: Sendable {
    private let engine: Engine

    init(engine: Engine) {
        self.engine = engine
    }

    /// The caller; nil for anything but one good key.
    ///
    /// `known` is what the connection keeps, and is set to what it is to keep.
    func caller(of request: borrowing HTTPRequest, known: inout KnownCaller?) -> Caller? {
        let generation = engine.directory.generation
        guard case .one(let value) = request.field("authorization") else {
            known = nil
            return caller(presenting: nil)?.caller
        }
        if let known, known.fits(request.head[value], at: generation) {
            engine.directory.noteUse(of: known.key, at: engine.clock.now())
            return known.caller
        }
        let found = caller(presenting: presentedKey(in: request, value))
        known = found.map {
            KnownCaller(field: Array(request.head[value]), generation: generation, key: $0.key, caller: $0.caller)
        }
        return found?.caller
    }

    private func caller(presenting presented: [UInt8]?) -> (caller: Caller, key: APIKey)? {
        guard let key = engine.directory.authenticate(SHA256.digest(presented ?? [])), presented != nil else {
            return nil
        }
        engine.directory.noteUse(of: key, at: engine.clock.now())
        let caller = Caller(
            merchant: key.merchant,
            keyMode: key.keyMode,
            key: key.id,
            walletAsset: engine.directory.walletAsset(of: key.merchant, key.keyMode)
        )
        return (caller, key)
    }

    private func presentedKey(in request: borrowing HTTPRequest, _ value: Range<Int>) -> [UInt8]? {
        guard let space = request.head[value].firstIndex(of: UInt8(ascii: " ")) else {
            return nil
        }
        let scheme = value.lowerBound..<space
        let rest = request.head[space..<value.upperBound].drop { $0 == UInt8(ascii: " ") }
        if request.matches(scheme, "Bearer") {
            return Array(rest)
        }
        guard request.matches(scheme, "Basic"),
            let credentials = Base64.decode(String(decoding: rest, as: UTF8.self)),
            let colon = credentials.firstIndex(of: UInt8(ascii: ":"))
        else {
            return nil
        }
        return Array(credentials[..<colon])
    }
}
