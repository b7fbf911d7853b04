/// Bodies of create requests.
enum Sample {
    /// A small good body.
    static let payment = #"""
        {"mode":"payment","line_items":[{"price_data":{"currency":"usd","product_data":{"name":"Tea"},\#
        "unit_amount":2000},"quantity":2}],"success_url":"https://shop.example/s?id={CHECKOUT_SESSION_ID}",\#
        "cancel_url":"https://shop.example/c"}
        """#

    /// A subscription, monthly since it does not say.
    static let subscription = payment.replacing("payment", with: "subscription")

    /// A donation whose amount the donor chooses.
    static let donation =
        payment
        .replacing("payment", with: "donation")
        .replacing(#""unit_amount":2000"#, with: #""custom_unit_amount":{"minimum":100,"preset":500}"#)

    /// The small body with one more member of the root.
    static func payment(with member: String) -> String {
        payment.replacing(#""cancel_url":"#, with: #"\#(member),"cancel_url":"#)
    }

    /// The small body under a reference of the merchant's.
    static func payment(reference: String) -> String {
        payment(with: #""client_reference_id":"\#(reference)""#)
    }
}
