import Checkout

/// The requests that kernels repeat.
enum SampleRequests {
    /// A shop's order of two items, in 539 bytes.
    static let createBody = #"""
        {"mode":"payment","line_items":[{"price_data":{"currency":"usd","product_data":{"name":"Wool sweater, navy",\#
        "description":"Merino, size M"},"unit_amount":2499},"quantity":2},{"price_data":{"currency":"usd",\#
        "product_data":{"name":"Gift wrap"},"unit_amount":899},"quantity":1}],\#
        "success_url":"https://shop.example.com/checkout/success?session_id={CHECKOUT_SESSION_ID}",\#
        "cancel_url":"https://shop.example.com/cart",\#
        "metadata":{"cart_id":"c_91827364","campaign":"winter-sale"},\#
        "client_reference_id":"order_8f3kd92ks01","expires_in_seconds":86400}
        """#

    /// What stands where each request gets a number of its own, of as many digits.
    static let number = "################"

    /// A create under an idempotency key.
    static func create(key: String) -> [UInt8] {
        request(
            "POST /api/checkout/sessions",
            """
            Content-Type: application/json\r
            Content-Length: \(createBody.utf8.count)\r
            Idempotency-Key: \(key)\r

            """,
            body: createBody
        )
    }

    /// A read of one session.
    static let read = request("GET /api/checkout/sessions/\(SampleShop.sessionID(0).text)")

    /// The end of one session.
    static func expire(_ session: SessionID) -> [UInt8] {
        request("POST /api/checkout/sessions/\(session.text)/expire", "Content-Length: 0\r\n")
    }

    /// The first page of ten sessions.
    static let list = request("GET /api/checkout/sessions?limit=10")

    private static func request(_ target: String, _ fields: String = "", body: String = "") -> [UInt8] {
        let head = """
            \(target) HTTP/1.1\r
            Host: 127.0.0.1:8080\r
            Authorization: Bearer \(SampleShop.secret.text)\r
            \(fields)\r

            """
        return Array((head + body).utf8)
    }
}
