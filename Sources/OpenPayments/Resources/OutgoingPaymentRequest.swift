import Bytes

/// A payment to be made, as the very bytes that ask for it.
///
/// The bytes are stored before they are sent, so that after a lost answer the same are sent again: `init(body:)`.
package struct OutgoingPaymentRequest: Hashable, Sendable {
    /// The JSON that is sent.
    package let body: [UInt8]

    /// The quote that is used; nil if the amount is fixed otherwise.
    package let quoteID: String?

    /// The wallet address that pays.
    package let walletAddress: String

    /// A payment of a quote, both exactly as their wallet spells them.
    package init(walletAddress: String, quoteID: String, metadata: PaymentMetadata?) {
        body = Self.body(walletAddress, metadata: metadata) { writer in
            writer.name("quoteId")
            writer.string(quoteID)
        }
        self.quoteID = quoteID
        self.walletAddress = walletAddress
    }

    /// A payment of a fixed amount that leaves the payer's wallet; what arrives is less by fees and exchange.
    ///
    /// A merchant wants the other form: this one makes the receiver get too little.
    package init(walletAddress: String, incomingPayment: String, debitAmount: Amount, metadata: PaymentMetadata?) {
        body = Self.body(walletAddress, metadata: metadata) { writer in
            writer.name("incomingPayment")
            writer.string(incomingPayment)
            writer.name("debitAmount")
            debitAmount.write(to: &writer)
        }
        quoteID = nil
        self.walletAddress = walletAddress
    }

    /// A request that was stored; nil if the bytes are none that this type makes.
    package init?(body: [UInt8]) {
        guard let object = try? AnswerObject(parsing: body), let walletAddress = try? object.string("walletAddress"),
            object.value("quoteId") != nil || object.value("incomingPayment") != nil
        else { return nil }
        self.body = body
        quoteID = try? object.string("quoteId")
        self.walletAddress = walletAddress
    }

    private static func body(
        _ walletAddress: String,
        metadata: PaymentMetadata?,
        _ amount: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("walletAddress")
        writer.string(walletAddress)
        amount(&writer)
        if let metadata {
            writer.name("metadata")
            metadata.write(to: &writer)
        }
        writer.endObject()
        return writer.bytes
    }
}
