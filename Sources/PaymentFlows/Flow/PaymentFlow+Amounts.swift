import Checkout
import OpenPayments

/// Amounts in the units of either wallet.
extension PaymentFlow {
    /// An amount of a wallet's asset.
    func amount(_ value: UInt64, of asset: WalletAsset) -> Amount {
        Amount(value: value, assetCode: asset.code, assetScale: UInt8(asset.scale))
    }

    /// What the merchant is to have.
    func expected(_ attempt: PaymentAttempt) -> Amount {
        amount(attempt.amount, of: attempt.merchant.asset)
    }

    /// What the customer is asked to approve, and no more.
    func access(_ attempt: PaymentAttempt, _ incoming: ExpectedPayment, debit: UInt64) -> [Access] {
        let limits = PaymentLimits(
            receiver: incoming.url,
            maximum: .debit(amount(debit, of: attempt.customer.asset))
        )
        return [.outgoingPayments(from: attempt.customer.address, limits: limits)]
    }

    /// By what both wallets and we know the payment.
    func metadata(_ attempt: PaymentAttempt) -> PaymentMetadata? {
        PaymentMetadata([("externalRef", reference(attempt))])
    }

    /// The name of the attempt in wallets' records.
    func reference(_ attempt: PaymentAttempt) -> String {
        "\(session.text)_\(attempt.number)"
    }
}
