/// A place where money may arrive.
struct IncomingPayment: Sendable {
    let id: String
    let walletName: String
    let client: Client

    /// What may arrive at most; nil for any amount.
    let wanted: Amount?

    var received: Amount
    let createdAt: Int64
    let expiresAt: Int64
    var isCompleted = false

    /// As the client wrote it.
    let metadata: [UInt8]?

    let secret: String

    /// Whether money may still arrive.
    func isOpen(at now: Int64) -> Bool {
        !isCompleted && now < expiresAt
    }

    /// What may still arrive.
    var rest: UInt64 {
        (wanted?.value ?? .max) - received.value
    }

    /// Whether a text has the form of an incoming payment's URL.
    static func isAddress(_ text: String) -> Bool {
        let scheme = ["https://", "http://"].first(where: text.hasPrefix)
        guard let scheme, let place = text.firstRange(of: "/incoming-payments/") else { return false }
        return text.distance(from: text.startIndex, to: place.lowerBound) > scheme.count
            && place.upperBound < text.endIndex
    }
}
