import Checkout
import OpenPayments

/// Amounts in the units of either wallet.
extension WalletFlow {
    /// An amount of a wallet's asset.
    func amount(_ value: UInt64, of asset: WalletAsset) -> Amount {
        Amount(value: value, assetCode: asset.code, assetScale: UInt8(asset.scale))
    }

    /// What the merchant is to have.
    func expected(_ attempt: PaymentAttempt) -> Amount {
        amount(attempt.amount, of: attempt.merchant.asset)
    }

    /// By what both wallets and we know the payment.
    func metadata(_ attempt: PaymentAttempt) -> PaymentMetadata? {
        PaymentMetadata([("externalRef", reference(attempt))])
    }
}
