import Bytes

/// What a client says of an incoming payment that it wants made.
struct IncomingPaymentRequest: Sendable {
    let walletAddress: String
    let amount: Amount?

    /// In milliseconds since 1970.
    let expiresAt: Int64?

    let metadata: [UInt8]?

    /// Reads a body; its form is closed.
    init(_ body: [UInt8]) throws(Malformation) {
        let fields = try JSONFields(body)
        try fields.allow(["walletAddress", "incomingAmount", "expiresAt", "metadata"])
        walletAddress = try fields.string("walletAddress")
        amount = try fields.optionalAmount("incomingAmount")
        if let text = try fields.optionalString("expiresAt") {
            guard let time = RFC3339.parse(text) else { throw Malformation("'expiresAt' is a time in UTC") }
            expiresAt = time * 1000
        } else {
            expiresAt = nil
        }
        metadata = try fields.metadata()
    }
}

extension JSONFields {
    /// Metadata as it was written, if it is there.
    func metadata() throws(Malformation) -> [UInt8]? {
        guard let source = try optionalSource("metadata") else { return nil }
        guard source.count <= Limits.metadataBytes else { throw Malformation("'metadata' is too long") }
        return source
    }
}
