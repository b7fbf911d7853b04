import Bytes

/// A question what a payment would cost.
package struct QuoteRequest: Hashable, Sendable {
    /// The wallet address that pays, exactly as its document spells it.
    package let walletAddress: String

    /// The incoming payment, exactly as its wallet spells it.
    package let receiver: String

    /// The one amount that is fixed; nil if the incoming payment's own amount is what is to arrive.
    package let fixing: PaymentLimits.Maximum?

    /// A question of these parts.
    package init(walletAddress: String, receiver: String, fixing: PaymentLimits.Maximum? = nil) {
        self.walletAddress = walletAddress
        self.receiver = receiver
        self.fixing = fixing
    }

    var body: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("walletAddress")
        writer.string(walletAddress)
        writer.name("receiver")
        writer.string(receiver)
        writer.name("method")
        writer.string("ilp")
        switch fixing {
        case .debit(let amount):
            writer.name("debitAmount")
            amount.write(to: &writer)
        case .receive(let amount):
            writer.name("receiveAmount")
            amount.write(to: &writer)
        case nil: break
        }
        writer.endObject()
        return writer.bytes
    }
}
