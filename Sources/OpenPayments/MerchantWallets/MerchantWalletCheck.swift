import Checkout
package import Cryptography
package import OutboundHTTP

/// Finds out whether payments can be asked for at a merchant's wallet with a key, before the wallet is set.
package struct MerchantWalletCheck: Sendable {
    private let transport: any PaymentTransport
    private let policy: OutboundPolicy
    private let clock: any PaymentClock
    private let random: RandomSource

    /// A check that asks by `transport` where `policy` allows.
    package init(
        transport: any PaymentTransport,
        policy: OutboundPolicy,
        clock: any PaymentClock,
        random: RandomSource
    ) {
        self.transport = transport
        self.policy = policy
        self.clock = clock
        self.random = random
    }

    /// Asks the wallet that somebody typed.
    ///
    /// Its document must name itself; the key must be published there under its name; and what it holds must be a
    /// currency in which sessions are paid, in units that every price is a whole number of.
    package func check(
        typed: String,
        keyID: String,
        privateKey: Ed25519PrivateKey
    ) async throws(MerchantWalletProblem) -> CheckedWallet {
        let url: String
        do throws(WalletAddressProblem) { url = try WalletAddressURL(typed: typed, policy: policy).text } catch {
            throw .address(error)
        }
        guard let identity = ClientIdentity(walletAddress: url, keyID: keyID, privateKey: privateKey) else {
            throw .keyName
        }
        let client = OpenPaymentsClient(
            identity: identity,
            transport: transport,
            policy: policy,
            clock: clock,
            random: random
        )
        let document: WalletAddress
        do throws(OpenPaymentsProblem) { document = try await client.walletAddress(at: url) } catch {
            throw .document(error)
        }
        let asset = try Self.asset(of: document)
        let keys: [PublishedKey]
        do throws(OpenPaymentsProblem) { keys = try await client.keys(of: document.id) } catch { throw .keys(error) }
        let named = keys.filter { $0.keyID == keyID }
        guard !named.isEmpty else { throw .keyNotPublished }
        guard named.contains(where: { $0.publicKey == privateKey.publicKey }) else { throw .keyDiffers }
        return CheckedWallet(address: document.id, asset: asset, publicName: document.publicName)
    }

    private static func asset(of document: WalletAddress) throws(MerchantWalletProblem) -> WalletAsset {
        let currency: Currency
        do throws(RuleViolation) { currency = try Currency(document.assetCode) } catch { throw .currencyUnknown }
        let scale = Int(document.assetScale)
        guard let asset = WalletAsset(code: document.assetCode, scale: scale), scale >= currency.exponent else {
            throw .scale(scale, least: currency.exponent)
        }
        guard asset.isCurrency(currency) else { throw .currencyUnknown }
        return asset
    }
}
