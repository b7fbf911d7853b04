/// Texts that several tests read.
enum SampleTexts {
    /// The body of a usual request for a checkout session.
    static let createRequest = #"""
        {"mode":"payment","line_items":[{"price_data":{"currency":"usd",\#
        "product_data":{"name":"Wool sweater, navy","description":"Merino, size M"},"unit_amount":2499},\#
        "quantity":2},{"price_data":{"currency":"usd","product_data":{"name":"Gift wrap"},\#
        "unit_amount":899},"quantity":1}],\#
        "success_url":"https://shop.example.com/checkout/success?session_id={CHECKOUT_SESSION_ID}",\#
        "cancel_url":"https://shop.example.com/cart","metadata":{"cart_id":"c_91827364",\#
        "campaign":"winter-sale"},"client_reference_id":"order_8f3kd92ks01","expires_in_seconds":86400}
        """#

    /// Small texts of every shape, to be mutated.
    static let seeds = [
        createRequest,
        #"{"a":[1,-2.5e+3,0,1E5,0.001],"b":{"c":null,"d":[true,false]},"e":"text"}"#,
        #"["","\"\\\/\b\f\n\r\t","\u00e9\u20AC","\ud83d\ude00","é€😀"]"#,
        #" { "x" : [ ] , "y" : { } , "z" : [ [ [ 1 ] ] ] } "#,
        #"[9223372036854775807,-9223372036854775808,12345678901234567890,-0,1.0]"#,
        #""just text""#,
        "-12.5",
        "null",
    ]
}
