import Bytes
package import Checkout

/// An incoming payment to be made.
package struct IncomingPaymentRequest: Hashable, Sendable {
    /// The wallet address that receives, exactly as its document spells it.
    package let walletAddress: String

    /// The most that may arrive, in the wallet's own asset and scale.
    package let incomingAmount: Amount

    /// The end of all payments to it.
    package let expiresAt: Timestamp?

    /// What is said about it.
    package let metadata: PaymentMetadata?

    /// A request of these parts.
    package init(
        walletAddress: String,
        incomingAmount: Amount,
        expiresAt: Timestamp?,
        metadata: PaymentMetadata?
    ) {
        self.walletAddress = walletAddress
        self.incomingAmount = incomingAmount
        self.expiresAt = expiresAt
        self.metadata = metadata
    }

    var body: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("walletAddress")
        writer.string(walletAddress)
        writer.name("incomingAmount")
        incomingAmount.write(to: &writer)
        if let expiresAt {
            writer.name("expiresAt")
            writer.string(expiresAt.text)
        }
        if let metadata {
            writer.name("metadata")
            metadata.write(to: &writer)
        }
        writer.endObject()
        return writer.bytes
    }
}
