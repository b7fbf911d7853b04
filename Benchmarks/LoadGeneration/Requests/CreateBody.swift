/// The body of every create: a basket of two items, as `Benchmarks/Fixtures/create-request.json` has it.
enum CreateBody {
    static let text = text(expiresInSeconds: 86_400)

    /// The same basket in a session that lasts so long.
    static func text(expiresInSeconds seconds: Int) -> String {
        #"""
        {"mode":"payment","line_items":[{"price_data":{"currency":"usd","product_data":{"name":"Wool sweater, navy",\#
        "description":"Merino, size M"},"unit_amount":2499},"quantity":2},{"price_data":{"currency":"usd",\#
        "product_data":{"name":"Gift wrap"},"unit_amount":899},"quantity":1}],\#
        "success_url":"https://shop.example.com/checkout/success?session_id={CHECKOUT_SESSION_ID}",\#
        "cancel_url":"https://shop.example.com/cart",\#
        "metadata":{"cart_id":"c_91827364","campaign":"winter-sale"},\#
        "client_reference_id":"order_8f3kd92ks01","expires_in_seconds":\#(seconds)}
        """#
    }
}
