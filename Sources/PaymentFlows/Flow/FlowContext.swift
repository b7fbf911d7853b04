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

    /// What customers' requests run on; nil for the runtime's own threads.
    let executor: (any TaskExecutor)?

    /// Where wallets of a mode may be.
    func policy(for keyMode: KeyMode) -> OutboundPolicy {
        keyMode == .test && allowsLocalWallets ? .walletsAllowingLocal : .wallets
    }

    /// The merchant's wallet of today, if payments can be asked for at it, and a client that asks in its name.
    func side(of session: StoredSession) -> MerchantSide? {
        guard let merchant = engine.directory.current.merchant(session.merchant),
            let wallet = merchant[session.keyMode].wallet, let asset = wallet.asset, let key = wallet.key
        else {
            return nil
        }
        return side(wallet.address, asset, key, of: session)
    }

    /// The merchant's wallet that a payment has begun with, under the key that it knew us by then, whatever the
    /// merchant's wallet is today; today's where no payment has begun.
    func side(of payment: SessionPayment) -> MerchantSide? {
        guard let attempt = payment.attempt, let sealedKey = attempt.sealedKey else {
            return side(of: payment.session)
        }
        let key = WalletKey(id: attempt.keyID, sealedPrivateKey: sealedKey)
        return side(attempt.merchant.address, attempt.merchant.asset, key, of: payment.session)
    }

    /// The merchant's wallet that a subscription has begun with, under the key that it knew us by then.
    func side(of stored: StoredSubscription) -> MerchantSide? {
        guard let grant = stored.subscription.grant, let sealedKey = grant.sealedKey else {
            return side(of: stored.session)
        }
        let key = WalletKey(id: grant.keyID, sealedPrivateKey: sealedKey)
        return side(grant.merchant.address, grant.merchant.asset, key, of: stored.session)
    }

    private func side(
        _ address: String,
        _ asset: WalletAsset,
        _ key: WalletKey,
        of session: StoredSession
    ) -> MerchantSide? {
        do {
            let privateKey = try engine.vault.open(key, of: session.merchant, session.keyMode)
            guard let identity = ClientIdentity(walletAddress: address, keyID: key.id, privateKey: privateKey)
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
            return MerchantSide(address: address, asset: asset, key: key, client: client, policy: policy)
        } catch {
            logger.error(
                "a wallet's key cannot be opened",
                metadata: ["merchant": "\(session.merchant.text)", "error": "\(error)"]
            )
            return nil
        }
    }
}

/// A merchant's wallet, and a client that asks in its name.
struct MerchantSide: Sendable {
    let address: String
    let asset: WalletAsset
    let key: WalletKey
    let client: OpenPaymentsClient
    let policy: OutboundPolicy
}
