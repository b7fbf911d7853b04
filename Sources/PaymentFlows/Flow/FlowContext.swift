import Checkout
import CheckoutEngine
import Cryptography
import Logging
import OpenPayments
import OutboundHTTP

/// What all payments share: the engine, the way to wallets, the clock, and where operators read what went wrong.
struct FlowContext: Sendable {
    let engine: Engine
    let transport: any PaymentTransport
    let clock: any PaymentClock
    let allowsLocalWallets: Bool
    let logger: Logger

    /// Where wallets of a mode may be.
    func policy(for keyMode: KeyMode) -> OutboundPolicy {
        keyMode == .test && allowsLocalWallets ? .walletsAllowingLocal : .wallets
    }

    /// The merchant's wallet, if payments can be asked for at it, and a client that asks in its name.
    func side(of session: StoredSession) -> MerchantSide? {
        guard let merchant = engine.directory.current.merchant(session.merchant),
            let wallet = merchant[session.keyMode].wallet, let asset = wallet.asset, let key = wallet.key
        else {
            return nil
        }
        do {
            let privateKey = try engine.vault.open(key, of: merchant.id, session.keyMode)
            guard let identity = ClientIdentity(walletAddress: wallet.address, keyID: key.id, privateKey: privateKey)
            else {
                return nil
            }
            let policy = policy(for: session.keyMode)
            let client = OpenPaymentsClient(
                identity: identity,
                transport: transport,
                policy: policy,
                clock: clock,
                random: engine.random
            )
            return MerchantSide(address: wallet.address, asset: asset, keyID: key.id, client: client, policy: policy)
        } catch {
            logger.error(
                "a wallet's key cannot be opened",
                metadata: ["merchant": "\(merchant.id.text)", "error": "\(error)"]
            )
            return nil
        }
    }
}

/// A merchant's wallet, and a client that asks in its name.
struct MerchantSide: Sendable {
    let address: String
    let asset: WalletAsset
    let keyID: String
    let client: OpenPaymentsClient
    let policy: OutboundPolicy
}
