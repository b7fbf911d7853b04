import Bytes
import Checkout
import Testing

/// A request and its reply as texts, and the values that belong to them.
enum SessionFixtures {
    static let reply = #"""
        {"id":"cs_a1B204k1L2d3D4e5F6g7H8i9J0","object":"checkout.session","mode":"payment","status":"ope\#
        n","payment_status":"unpaid","livemode":false,"url":"http://127.0.0.1:8080/pay/cs_a1B204k1L2d3D4\#
        e5F6g7H8i9J0","amount_total":5897,"currency":"usd","line_items":[{"price_data":{"currency":"usd"\#
        ,"product_data":{"name":"Wool sweater, navy","description":"Merino, size M"},"unit_amount":2499}\#
        ,"quantity":2},{"price_data":{"currency":"usd","product_data":{"name":"Gift wrap"},"unit_amount"\#
        :899},"quantity":1}],"metadata":{"cart_id":"c_91827364","campaign":"winter-sale"},"client_refere\#
        nce_id":"order_8f3kd92ks01","customer_email":null,"success_url":"https://shop.example.com/checko\#
        ut/success?session_id=cs_a1B204k1L2d3D4e5F6g7H8i9J0","cancel_url":"https://shop.example.com/cart\#
        ","customer_wallet":null,"incoming_payment":null,"outgoing_payment":null,"subscription":null,"cr\#
        eated_at":"2026-11-23T00:00:00Z","expires_at":"2026-11-24T00:00:00Z","completed_at":null}
        """#

    static let id = SessionID(parsing: "cs_a1B204k1L2d3D4e5F6g7H8i9J0".utf8)

    static let createdAt = Timestamp(parsing: "2026-11-23T00:00:00Z")

    static let baseURL = "http://127.0.0.1:8080"

    /// The order that the reply shows.
    static func newSession() throws -> NewSession {
        let items = [
            LineItem(name: "Wool sweater, navy", description: "Merino, size M", unitAmount: 2499, quantity: 2),
            LineItem(name: "Gift wrap", unitAmount: 899),
        ]
        var metadata = Metadata()
        _ = metadata.append(key: "cart_id", value: "c_91827364")
        _ = metadata.append(key: "campaign", value: "winter-sale")
        return NewSession(
            mode: .payment,
            currency: try Currency("usd"),
            lineItems: items,
            amountTotal: 5897,
            recurring: nil,
            customUnitAmount: nil,
            successURL: try RedirectURL(
                "https://shop.example.com/checkout/success?session_id={CHECKOUT_SESSION_ID}",
                keyMode: .test
            ),
            cancelURL: try RedirectURL("https://shop.example.com/cart", keyMode: .test),
            metadata: metadata,
            clientReferenceID: "order_8f3kd92ks01",
            customerEmail: nil,
            lifetimeSeconds: 86_400
        )
    }

    /// The rendering of ``newSession()``.
    static func original() throws -> [UInt8] {
        SessionRendering.render(
            try newSession(),
            id: try #require(id),
            keyMode: .test,
            baseURL: baseURL,
            createdAt: try #require(createdAt)
        )
    }
}
