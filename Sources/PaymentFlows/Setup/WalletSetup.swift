import Bytes
package import Checkout
package import CheckoutEngine
package import Cryptography
package import OpenPayments
package import OutboundHTTP

/// Sets the wallets at which merchants are paid, each asked first whether payments can be made at it.
package struct WalletSetup: Sendable {
    private let engine: Engine
    private let transport: any PaymentTransport
    private let allowsLocal: Bool

    /// Sets wallets of an engine's merchants; `allowsLocal` lets those of test mode be on this machine, and there by
    /// `http`.
    package init(engine: Engine, transport: any PaymentTransport, allowsLocal: Bool) {
        self.engine = engine
        self.transport = transport
        self.allowsLocal = allowsLocal
    }

    /// Where wallets of a mode may be.
    package func policy(_ keyMode: KeyMode) -> OutboundPolicy {
        switch keyMode {
        case .test: allowsLocal ? .walletsAllowingLocal : .wallets
        case .live: .wallets
        }
    }

    /// Makes a key for a merchant's wallet, keeps its private half, and returns the public one, which its owner uploads
    /// at the wallet; without a name it gets one that nobody has.
    package func generateKey(
        named name: String?,
        of merchant: MerchantID,
        _ keyMode: KeyMode
    ) async throws -> PublishedKey {
        let (change, key) = try Self.generatedKey(named: name, of: merchant, keyMode, in: engine)
        try await engine.directory.submit(.updateMerchant(merchant, [change]))
        return key
    }

    /// Asks a wallet that somebody typed, and has the merchant paid there from now on.
    ///
    /// Without a private key it is one that was made or given here before, by its name. Throws a
    /// `MerchantWalletProblem` for a wallet that cannot be paid at, a ``WalletSetupProblem``, a `DirectoryViolation` or
    /// an `Unavailability`.
    package func setWallet(
        typed: String,
        keyID: String,
        privateKey: Ed25519PrivateKey?,
        of merchant: MerchantID,
        _ keyMode: KeyMode
    ) async throws -> CheckedWallet {
        let (change, wallet) = try await checkedWallet(typed, keyID, privateKey, of: merchant, keyMode)
        try await engine.directory.submit(.updateMerchant(merchant, [change]))
        return wallet
    }

    /// Has a merchant be paid nowhere from now on.
    package func removeWallet(of merchant: MerchantID, _ keyMode: KeyMode) async throws {
        try await engine.directory.submit(.updateMerchant(merchant, [.wallet(nil, keyMode)]))
    }

    /// A new key, and what it changes in its merchant; nobody is asked for it.
    package static func generatedKey(
        named name: String?,
        of merchant: MerchantID,
        _ keyMode: KeyMode,
        in engine: Engine
    ) throws -> (change: MerchantChange, key: PublishedKey) {
        let name = name ?? "opencheckout-\(Hex.encode(engine.random.bytes(8)))"
        let key = Ed25519PrivateKey.generate(from: engine.random)
        let sealed = try engine.vault.seal(key, named: name, of: merchant, keyMode)
        return (.generatedWalletKey(sealed, keyMode), PublishedKey(keyID: name, publicKey: key.publicKey))
    }

    /// A wallet that was asked, and what it changes in its merchant.
    package func checkedWallet(
        _ typed: String,
        _ keyID: String,
        _ newKey: Ed25519PrivateKey?,
        of id: MerchantID,
        _ keyMode: KeyMode
    ) async throws -> (change: MerchantChange, wallet: CheckedWallet) {
        guard let merchant = engine.directory.current.merchant(id) else { throw DirectoryViolation.merchantUnknown(id) }
        let known = [merchant[keyMode].generatedWalletKey, merchant[keyMode].wallet?.key].compactMap(\.self)
        let privateKey: Ed25519PrivateKey
        let key: WalletKey
        if let newKey {
            privateKey = newKey
            key = try engine.vault.seal(newKey, named: keyID, of: id, keyMode)
        } else if let kept = known.first(where: { $0.id == keyID }) {
            privateKey = try engine.vault.open(kept, of: id, keyMode)
            key = kept
        } else {
            throw WalletSetupProblem.keyUnknown(keyID)
        }
        let check = MerchantWalletCheck(
            transport: transport,
            policy: policy(keyMode),
            clock: SystemPaymentClock(),
            random: engine.random
        )
        let wallet = try await check.check(typed: typed, keyID: keyID, privateKey: privateKey)
        return (.wallet(MerchantWallet(address: wallet.address, asset: wallet.asset, key: key), keyMode), wallet)
    }
}
