import Checkout
import Testing

/// A session as the engine renders it.
enum SessionSample {
    static let id = "cs_a1B204k1L2d3D4e5F6g7H8i9J0"
    static let createdAt = Timestamp(secondsSinceEpoch: 1_795_392_000)

    static func rendering(metadata pairs: [(String, String)], reference: String? = nil) throws -> [UInt8] {
        var metadata = Metadata()
        for (key, value) in pairs {
            if let violation = metadata.append(key: key, value: value) { throw violation }
        }
        return SessionRendering.render(
            NewSession(
                mode: .payment,
                currency: try Currency("usd"),
                lineItems: [LineItem(name: "Wool sweater", unitAmount: 5897)],
                amountTotal: 5897,
                recurring: nil,
                customUnitAmount: nil,
                successURL: try RedirectURL("https://shop.example/thanks", keyMode: .test),
                cancelURL: try RedirectURL("https://shop.example/cart", keyMode: .test),
                metadata: metadata,
                clientReferenceID: reference,
                customerEmail: nil,
                lifetimeSeconds: 86_400
            ),
            id: try #require(SessionID(parsing: id.utf8)),
            keyMode: .test,
            baseURL: "https://pay.example",
            createdAt: createdAt
        )
    }
}
