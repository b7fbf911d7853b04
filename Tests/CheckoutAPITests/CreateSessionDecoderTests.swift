import Bytes
import Checkout
import CheckoutAPI
import Testing

/// Every row of the create request's table with values that it takes and values that it refuses.
struct CreateSessionDecoderTests {
    /// A change of a good body, and what it makes wrong.
    struct Mistake: CustomTestStringConvertible {
        let change: String
        let into: String
        let code: FieldError.Code
        let param: String

        var testDescription: String { into.count < 80 ? into : "\(into.prefix(80))…" }

        init(_ change: String, _ into: String, _ param: String, _ code: FieldError.Code = .parameterInvalid) {
            self.change = change
            self.into = into
            self.code = code
            self.param = param
        }
    }

    /// The documentation's example.
    private static let example = #"""
        {"mode":"payment","line_items":[{"price_data":{"currency":"usd","product_data":{"name":"Wool swe\#
        ater, navy","description":"Merino, size M"},"unit_amount":2499},"quantity":2},{"price_data":{"cu\#
        rrency":"usd","product_data":{"name":"Gift wrap"},"unit_amount":899},"quantity":1}],"success_url\#
        ":"https://shop.example.com/checkout/success?session_id={CHECKOUT_SESSION_ID}","cancel_url":"htt\#
        ps://shop.example.com/cart","metadata":{"cart_id":"c_91827364","campaign":"winter-sale"},"client\#
        _reference_id":"order_8f3kd92ks01","expires_in_seconds":86400}
        """#

    /// A small good body; tests replace parts of it.
    private static let body = #"""
        {"mode":"payment","line_items":[{"price_data":{"currency":"usd","product_data":{"name":"N"},"unit_amount":5},\#
        "quantity":2}],"success_url":"https://a.example/s","cancel_url":"https://a.example/c"}
        """#

    /// A part of ``body`` that optional members can be put before.
    private static let beforeEnd = #","cancel_url":"#

    private static let priceData = "line_items[0].price_data"

    @Test func `decodes the documented example`() throws {
        let session = try Self.decode(Self.example).get()
        #expect(session.mode == .payment)
        #expect(session.currency.text == "usd")
        #expect(session.lineItems.map(\.name) == ["Wool sweater, navy", "Gift wrap"])
        #expect(session.lineItems.map(\.description) == ["Merino, size M", nil])
        #expect(session.lineItems.map(\.unitAmount) == [2499, 899])
        #expect(session.lineItems.map(\.quantity) == [2, 1])
        #expect(session.amountTotal == 5897)
        #expect(session.metadata.pairs.map(\.key) == ["cart_id", "campaign"])
        #expect(session.metadata.pairs.map(\.value) == ["c_91827364", "winter-sale"])
        #expect(session.clientReferenceID == "order_8f3kd92ks01")
        #expect(session.customerEmail == nil)
        #expect(session.lifetimeSeconds == 86_400)
        #expect(session.recurring == nil)
        #expect(session.customUnitAmount == nil)
        #expect(session.successURL.text == "https://shop.example.com/checkout/success?session_id={CHECKOUT_SESSION_ID}")
        #expect(session.cancelURL.text == "https://shop.example.com/cart")
    }

    @Test func `takes what may be left out as left out or null`() throws {
        let bare = try Self.decode(Self.body.replacing(#","quantity":2"#, with: "")).get()
        let nulls = #""metadata":null,"client_reference_id":null,"customer_email":null,"expires_in_seconds":null"#
        let null =
            try Self.decode(
                Self.body.replacing(#""quantity":2"#, with: #""quantity":null"#)
                    .replacing(#""name":"N""#, with: #""name":"N","description":null"#)
                    .replacing(
                        #""unit_amount":5"#,
                        with: #""unit_amount":5,"recurring":null,"custom_unit_amount":null"#
                    )
                    .replacing(Self.beforeEnd, with: ",\(nulls)\(Self.beforeEnd)")
            )
            .get()
        #expect(bare == null)
        #expect(bare.lineItems == [LineItem(name: "N", unitAmount: 5)])
        #expect(bare.metadata.pairs.isEmpty)
        #expect(bare.lifetimeSeconds == 86_400)
    }

    @Test func `keeps numbers and booleans of metadata as they were spelled`() throws {
        let metadata =
            #""metadata":{"a":1.50,"b":-0e+1,"c":true,"d":false,"e":"","10":"\u00e9\n","2":12345678901234567890}"#
        let session = try Self.decode(Self.with(metadata)).get()
        #expect(session.metadata.pairs.map(\.key) == ["a", "b", "c", "d", "e", "10", "2"])
        let values = ["1.50", "-0e+1", "true", "false", "", "é\n", "12345678901234567890"]
        #expect(session.metadata.pairs.map(\.value) == values)
        #expect(try Self.decode(Self.with(#""metadata":{}"#)).get().metadata.pairs.isEmpty)
    }

    @Test func `takes values at their limits`() throws {
        let good: [(String, String)] = [
            (#""unit_amount":5},"quantity":2"#, #""unit_amount":999999999999}"#),
            (#""unit_amount":5},"quantity":2"#, #""unit_amount":999999},"quantity":1000000"#),
            (#""name":"N""#, #""name":"\#(String(repeating: "é", count: 200))""#),
            (#""name":"N""#, #""name":"N","description":"\#(String(repeating: "d", count: 1000))""#),
            (#""name":"N""#, #""name":"N","description":"""#),
            (Self.beforeEndName, #""client_reference_id":"\#(String(repeating: "r", count: 200))","cancel_url":"#),
            (Self.beforeEndName, #""client_reference_id":"","cancel_url":"#),
            (Self.beforeEndName, #""customer_email":"\#(String(repeating: "e", count: 318))@b","cancel_url":"#),
            (Self.beforeEndName, #""expires_in_seconds":300,"cancel_url":"#),
            (Self.beforeEndName, #""expires_in_seconds":86400,"cancel_url":"#),
            (
                Self.beforeEndName,
                #"""
                "metadata":{"\#(String(repeating: "k", count: 40))":"\#(String(repeating: "v", count: 500))"},\#
                "cancel_url":
                """#
            ),
            (Self.beforeEndName, #""metadata":{\#(Self.pairs(50))},"cancel_url":"#),
            (#""usd""#, #""UsD""#),
            (#""payment""#, #""\u0070ayment""#),
            (#""mode":"#, #""m\u006fde":"#),
            (#""mode":"#, #""\u006dode":"#),
        ]
        for (part, replacement) in good {
            let text = Self.body.replacing(part, with: replacement)
            #expect(text != Self.body)
            #expect(throws: Never.self, "\(replacement.prefix(80))") { try Self.decode(text).get() }
        }
        let hundred = Array(repeating: Self.item, count: 100).joined(separator: ",")
        #expect(try Self.decode(Self.items(hundred)).get().amountTotal == 500)
    }

    private static let mistakes = [
        // mode
        Mistake(#""mode":"payment","#, "", "mode", .parameterMissing),
        Mistake(#""payment""#, "null", "mode"),
        Mistake(#""payment""#, #""Payment""#, "mode"),
        Mistake(#""payment""#, #""setup""#, "mode"),
        Mistake(#""payment""#, #""""#, "mode"),
        Mistake(#""payment""#, "1", "mode"),
        // line_items
        Mistake(#""line_items":["#, #""line_items":null,"x":["#, "line_items"),
        Mistake(#""line_items":["#, #""line_items":[],"x":["#, "line_items"),
        Mistake(#""line_items":["#, #""line_items":{},"x":["#, "line_items"),
        Mistake(#""line_items":["#, #""line_item":["#, "line_items", .parameterMissing),
        Mistake(#""line_items":["#, #""line_items":[1,"#, "line_items[0]"),
        Mistake(#""line_items":["#, #""line_items":[null,"#, "line_items[0]"),
        Mistake(#""line_items":["#, #""line_items":[{},"#, "line_items[0].price_data", .parameterMissing),
        Mistake(#""price_data":{"#, #""price_data":null,"x":{"#, priceData),
        Mistake(#""price_data":{"#, #""price_data":"p","x":{"#, priceData),
        // currency
        Mistake(#""currency":"usd","#, "", "\(priceData).currency", .parameterMissing),
        Mistake(#""usd""#, "null", "\(priceData).currency"),
        Mistake(#""usd""#, "840", "\(priceData).currency"),
        Mistake(#""usd""#, #""us""#, "\(priceData).currency"),
        Mistake(#""usd""#, #""zzz""#, "\(priceData).currency"),
        Mistake(#""usd""#, #""xau""#, "\(priceData).currency"),
        Mistake(#""usd""#, #""XXX""#, "\(priceData).currency"),
        Mistake(#""usd""#, #""xts""#, "\(priceData).currency"),
        Mistake(#""usd""#, #""chw""#, "\(priceData).currency"),
        Mistake(#""usd""#, #""us\u0000""#, "\(priceData).currency"),
        // product_data
        Mistake(#""product_data":{"name":"N"},"#, "", "\(priceData).product_data", .parameterMissing),
        Mistake(#"{"name":"N"}"#, "null", "\(priceData).product_data"),
        Mistake(#"{"name":"N"}"#, "[]", "\(priceData).product_data"),
        Mistake(#"{"name":"N"}"#, "{}", "\(priceData).product_data.name", .parameterMissing),
        Mistake(#""name":"N""#, #""name":null"#, "\(priceData).product_data.name"),
        Mistake(#""name":"N""#, #""name":7"#, "\(priceData).product_data.name"),
        Mistake(#""name":"N""#, #""name":"""#, "\(priceData).product_data.name"),
        Mistake(#""name":"N""#, #""name":"a\u0000b""#, "\(priceData).product_data.name"),
        Mistake(#""name":"N""#, #""name":"\#(String(repeating: "é", count: 201))""#, "\(priceData).product_data.name"),
        Mistake(#""name":"N""#, #""name":"N","description":1"#, "\(priceData).product_data.description"),
        Mistake(#""name":"N""#, #""name":"N","description":"\u0000""#, "\(priceData).product_data.description"),
        Mistake(
            #""name":"N""#,
            #""name":"N","description":"\#(String(repeating: "d", count: 1001))""#,
            "\(priceData).product_data.description"
        ),
        // unit_amount
        Mistake(#","unit_amount":5"#, "", "\(priceData).unit_amount", .parameterMissing),
        Mistake(#""unit_amount":5"#, #""unit_amount":null"#, "\(priceData).unit_amount"),
        Mistake(#""unit_amount":5"#, #""unit_amount":2000.0"#, "\(priceData).unit_amount"),
        Mistake(#""unit_amount":5"#, #""unit_amount":"2000""#, "\(priceData).unit_amount"),
        Mistake(#""unit_amount":5"#, #""unit_amount":2e3"#, "\(priceData).unit_amount"),
        Mistake(#""unit_amount":5"#, #""unit_amount":2E3"#, "\(priceData).unit_amount"),
        Mistake(#""unit_amount":5"#, #""unit_amount":0"#, "\(priceData).unit_amount"),
        Mistake(#""unit_amount":5"#, #""unit_amount":-0"#, "\(priceData).unit_amount"),
        Mistake(#""unit_amount":5"#, #""unit_amount":-5"#, "\(priceData).unit_amount"),
        Mistake(#""unit_amount":5"#, #""unit_amount":1000000000000"#, "\(priceData).unit_amount"),
        Mistake(#""unit_amount":5"#, #""unit_amount":9223372036854775808"#, "\(priceData).unit_amount"),
        Mistake(#""unit_amount":5"#, #""unit_amount":true"#, "\(priceData).unit_amount"),
        // recurring, outside a subscription
        Mistake(#""unit_amount":5"#, #""unit_amount":5,"recurring":{}"#, "\(priceData).recurring"),
        Mistake(#""unit_amount":5"#, #""unit_amount":5,"recurring":"monthly""#, "\(priceData).recurring"),
        // custom_unit_amount, outside a donation
        Mistake(#""unit_amount":5"#, #""custom_unit_amount":{}"#, "\(priceData).custom_unit_amount"),
        Mistake(#""unit_amount":5"#, #""unit_amount":5,"custom_unit_amount":{}"#, "\(priceData).custom_unit_amount"),
        // quantity
        Mistake(#""quantity":2"#, #""quantity":0"#, "line_items[0].quantity"),
        Mistake(#""quantity":2"#, #""quantity":1000001"#, "line_items[0].quantity"),
        Mistake(#""quantity":2"#, #""quantity":1.0"#, "line_items[0].quantity"),
        Mistake(#""quantity":2"#, #""quantity":"1""#, "line_items[0].quantity"),
        Mistake(#""quantity":2"#, #""quantity":-1"#, "line_items[0].quantity"),
        // total
        Mistake(#""unit_amount":5},"quantity":2"#, #""unit_amount":999999999999},"quantity":2"#, "line_items"),
        Mistake(#""unit_amount":5},"quantity":2"#, #""unit_amount":999999999999},"quantity":1000000"#, "line_items"),
        // URLs
        Mistake(#""success_url":"https://a.example/s","#, "", "success_url", .parameterMissing),
        Mistake(#""https://a.example/s""#, "null", "success_url"),
        Mistake(#""https://a.example/s""#, "[]", "success_url"),
        Mistake(#""https://a.example/s""#, #""""#, "success_url"),
        Mistake(#""https://a.example/s""#, #""/s""#, "success_url"),
        Mistake(#""https://a.example/s""#, #""http://a.example/s""#, "success_url"),
        Mistake(#""https://a.example/s""#, #""http://localhost/s""#, "success_url"),
        Mistake(#""https://a.example/s""#, #""https://{CHECKOUT_SESSION_ID}.example/s""#, "success_url"),
        Mistake(#","cancel_url":"https://a.example/c""#, "", "cancel_url", .parameterMissing),
        Mistake(#""https://a.example/c""#, #""https://u:p@a.example/c""#, "cancel_url"),
        Mistake(#""https://a.example/c""#, #""https://a.example:0/c""#, "cancel_url"),
        Mistake(#""https://a.example/c""#, #""https://a.example/\u0000""#, "cancel_url"),
        Mistake(
            #""https://a.example/c""#,
            #""https://a.example/\#(String(repeating: "c", count: 2031))""#,
            "cancel_url"
        ),
        // metadata
        Mistake(beforeEndName, #""metadata":[],"cancel_url":"#, "metadata"),
        Mistake(beforeEndName, #""metadata":"m","cancel_url":"#, "metadata"),
        Mistake(beforeEndName, #""metadata":{"":"v"},"cancel_url":"#, "metadata"),
        Mistake(beforeEndName, #""metadata":{"k":null},"cancel_url":"#, "metadata"),
        Mistake(beforeEndName, #""metadata":{"k":{}},"cancel_url":"#, "metadata"),
        Mistake(beforeEndName, #""metadata":{"k":["v"]},"cancel_url":"#, "metadata"),
        Mistake(beforeEndName, #""metadata":{"k\u0000":"v"},"cancel_url":"#, "metadata"),
        Mistake(beforeEndName, #""metadata":{"k":"v\u0000"},"cancel_url":"#, "metadata"),
        Mistake(beforeEndName, #""metadata":{"\#(String(repeating: "k", count: 41))":1},"cancel_url":"#, "metadata"),
        Mistake(beforeEndName, #""metadata":{"k":"\#(String(repeating: "v", count: 501))"},"cancel_url":"#, "metadata"),
        Mistake(beforeEndName, #""metadata":{"k":\#(String(repeating: "1", count: 501))},"cancel_url":"#, "metadata"),
        Mistake(beforeEndName, #""metadata":{\#(pairs(51))},"cancel_url":"#, "metadata"),
        // the rest
        Mistake(beforeEndName, #""client_reference_id":1,"cancel_url":"#, "client_reference_id"),
        Mistake(beforeEndName, #""client_reference_id":"\u0000","cancel_url":"#, "client_reference_id"),
        Mistake(
            beforeEndName,
            #""client_reference_id":"\#(String(repeating: "r", count: 201))","cancel_url":"#,
            "client_reference_id"
        ),
        Mistake(beforeEndName, #""customer_email":"","cancel_url":"#, "customer_email"),
        Mistake(beforeEndName, #""customer_email":"a","cancel_url":"#, "customer_email"),
        Mistake(beforeEndName, #""customer_email":"a@b@c","cancel_url":"#, "customer_email"),
        Mistake(beforeEndName, #""customer_email":"a @b","cancel_url":"#, "customer_email"),
        Mistake(beforeEndName, #""customer_email":true,"cancel_url":"#, "customer_email"),
        Mistake(beforeEndName, #""expires_in_seconds":299,"cancel_url":"#, "expires_in_seconds"),
        Mistake(beforeEndName, #""expires_in_seconds":86401,"cancel_url":"#, "expires_in_seconds"),
        Mistake(beforeEndName, #""expires_in_seconds":3e2,"cancel_url":"#, "expires_in_seconds"),
        Mistake(beforeEndName, #""expires_in_seconds":"300","cancel_url":"#, "expires_in_seconds"),
        // unknown fields
        Mistake(beforeEndName, #""currency":"usd","cancel_url":"#, "currency", .parameterUnknown),
        Mistake(#""quantity":2"#, #""quantity":2,"amount":1"#, "line_items[0].amount", .parameterUnknown),
        Mistake(#""unit_amount":5"#, #""unit_amount":5,"tax":1"#, "\(priceData).tax", .parameterUnknown),
        Mistake(#""name":"N""#, #""name":"N","images":[]"#, "\(priceData).product_data.images", .parameterUnknown),
        Mistake(#""mode":"payment""#, #""mode":"payment","Mode":"payment""#, "Mode", .parameterUnknown),
        Mistake(#""mode":"payment""#, #""mode":"payment","":1"#, "", .parameterUnknown),
    ]

    @Test(arguments: mistakes)
    func `refuses a mistake and says where it is`(mistake: Mistake) throws {
        let text = Self.body.replacing(mistake.change, with: mistake.into, maxReplacements: 1)
        #expect(text != Self.body)
        let error = try #require(Self.errors(of: text)?.first)
        #expect(error.code == mistake.code)
        #expect(error.param == mistake.param)
        #expect(error.message.count > 10 && error.message.hasSuffix("."))
    }

    @Test(arguments: [
        "{}", #"{"interval":"month"}"#, #"{"interval_count":1}"#, #"{"interval":null,"interval_count":null}"#,
    ])
    func `recurs monthly unless it says otherwise`(recurring: String) throws {
        let session = try Self.decode(Self.subscription(#","recurring":\#(recurring)"#)).get()
        #expect(session.recurring == .monthly)
        #expect(try Self.decode(Self.subscription("")).get().recurring == .monthly)
        let mixed = Self.subscription("").replacing("[{", with: "[\(Self.item),{")
        #expect(try Self.decode(mixed).get().recurring == .monthly)
    }

    @Test(arguments: [
        (#"{"interval":"day","interval_count":1095}"#, Recurring.Interval.day, Int64(1095)),
        (#"{"interval":"week","interval_count":156}"#, .week, 156),
        (#"{"interval":"month","interval_count":36}"#, .month, 36),
        (#"{"interval":"year","interval_count":3}"#, .year, 3),
    ])
    func `recurs at most every three years`(recurring: String, interval: Recurring.Interval, count: Int64) throws {
        let session = try Self.decode(Self.subscription(#","recurring":\#(recurring)"#)).get()
        #expect(session.recurring?.interval == interval)
        #expect(session.recurring?.count == count)
        let more = recurring.replacing("\(count)", with: "\(count + 1)")
        let errors = Self.errors(of: Self.subscription(#","recurring":\#(more)"#))
        #expect(errors?.first.param == "\(Self.priceData).recurring.interval_count")
    }

    @Test(arguments: [
        ("[]", "recurring", FieldError.Code.parameterInvalid),
        (#"{"interval":"hour"}"#, "recurring.interval", .parameterInvalid),
        (#"{"interval":1}"#, "recurring.interval", .parameterInvalid),
        (#"{"interval_count":0}"#, "recurring.interval_count", .parameterInvalid),
        (#"{"interval_count":1.5}"#, "recurring.interval_count", .parameterInvalid),
        (#"{"interval_count":99999999999999999999}"#, "recurring.interval_count", .parameterInvalid),
        (#"{"count":1}"#, "recurring.count", .parameterUnknown),
    ])
    func `refuses other intervals`(recurring: String, param: String, code: FieldError.Code) throws {
        let error = try #require(Self.errors(of: Self.subscription(#","recurring":\#(recurring)"#))?.first)
        #expect(error.param == "\(Self.priceData).\(param)")
        #expect(error.code == code)
    }

    @Test func `refuses items that recur differently`() throws {
        let text = Self.subscription(#","recurring":{"interval":"year"}"#)
            .replacing("}],", with: "},\(Self.item)],")
        #expect(Self.errors(of: text)?.all.map(\.param) == ["line_items[1].price_data.recurring"])
    }

    @Test(
        arguments: [
            ("{}", nil, nil, nil), (#"{"minimum":1,"maximum":999999999999,"preset":5}"#, 1, 999_999_999_999, 5),
            (#"{"minimum":5,"maximum":5,"preset":5}"#, 5, 5, 5), (#"{"preset":7,"minimum":null}"#, nil, nil, 7),
        ] as [(String, Int64?, Int64?, Int64?)]
    )
    func `lets a donor choose`(amounts: String, minimum: Int64?, maximum: Int64?, preset: Int64?) throws {
        let session = try Self.decode(Self.donation(#""custom_unit_amount":\#(amounts)"#)).get()
        #expect(session.amountTotal == nil)
        #expect(session.customUnitAmount?.minimum == minimum)
        #expect(session.customUnitAmount?.maximum == maximum)
        #expect(session.customUnitAmount?.preset == preset)
        #expect(try Self.decode(Self.donation(#""unit_amount":5"#)).get().amountTotal == 10)
    }

    @Test(arguments: [
        ("1", "custom_unit_amount", FieldError.Code.parameterInvalid),
        (#"{"minimum":0}"#, "custom_unit_amount.minimum", .parameterInvalid),
        (#"{"maximum":1000000000000}"#, "custom_unit_amount.maximum", .parameterInvalid),
        (#"{"preset":"5"}"#, "custom_unit_amount.preset", .parameterInvalid),
        (#"{"minimum":2,"maximum":1}"#, "custom_unit_amount", .parameterInvalid),
        (#"{"minimum":2,"preset":1}"#, "custom_unit_amount", .parameterInvalid),
        (#"{"preset":2,"maximum":1}"#, "custom_unit_amount", .parameterInvalid),
        (#"{"default":2}"#, "custom_unit_amount.default", .parameterUnknown),
    ])
    func `refuses other choices`(amounts: String, param: String, code: FieldError.Code) throws {
        let error = try #require(Self.errors(of: Self.donation(#""custom_unit_amount":\#(amounts)"#))?.first)
        #expect(error.param == "\(Self.priceData).\(param)")
        #expect(error.code == code)
    }

    @Test func `lets a donor choose one item's price only, and not beside a fixed one`() {
        let beside = Self.donation(#""unit_amount":5,"custom_unit_amount":{}"#)
        #expect(Self.errors(of: beside)?.all.map(\.param) == ["\(Self.priceData).custom_unit_amount"])
        let several = Self.donation(#""custom_unit_amount":{}"#).replacing("}],", with: "},\(Self.item)],")
        #expect(Self.errors(of: several)?.all.map(\.param) == ["\(Self.priceData).custom_unit_amount"])
    }

    @Test(arguments: [
        (#"{"minimum":999999999999}"#, 1, true), (#"{"minimum":999999999999}"#, 2, false),
        (#"{"preset":500000000000}"#, 2, false), (#"{"preset":1000000,"maximum":1000000}"#, 999_999, true),
        (#"{"maximum":999999999999}"#, 1_000_000, true),
    ])
    func `what a donor is to choose from can be paid in that quantity`(amounts: String, quantity: Int, isTaken: Bool) {
        let text = Self.donation(#""custom_unit_amount":\#(amounts)"#)
            .replacing(#""quantity":2"#, with: #""quantity":\#(quantity)"#)
        #expect(Self.errors(of: text)?.all.map(\.param) == (isTaken ? nil : ["line_items"]))
    }

    @Test func `wants one currency, that of the first item`() {
        let euro = Self.item.replacing("usd", with: "eur")
        let items = Self.items([Self.item, euro, Self.item, euro].joined(separator: ","))
        let params = ["line_items[1].price_data.currency", "line_items[3].price_data.currency"]
        #expect(Self.errors(of: items)?.all.map(\.param) == params)
        let upper = Self.item.replacing("usd", with: "USD")
        #expect(throws: Never.self) { try Self.decode(Self.items("\(Self.item),\(upper)")).get() }
    }

    @Test func `takes a hundred items and no more, and looks at no item beyond`() {
        let items = Self.items(Array(repeating: "{}", count: 101).joined(separator: ","))
        #expect(Self.errors(of: items)?.all.map(\.param) == ["line_items"])
    }

    @Test func `lists all mistakes in the order of the table, unknown fields last in the order of the body`() throws {
        let text = #"""
            {"zebra":1,"expires_in_seconds":1,"customer_email":"x","client_reference_id":2,"metadata":3,"cancel_url":4,
            "line_items":[{"a":1,"quantity":0,"price_data":{"custom_unit_amount":5,"recurring":6,"unit_amount":0,
            "product_data":{"b":2,"description":7,"name":8},"currency":9}},{"price_data":{}}],"mode":"x","apple":1}
            """#
        let errors = try #require(Self.errors(of: text))
        let item = "line_items[0]"
        #expect(
            errors.all.map(\.param) == [
                "mode", "\(item).price_data.currency", "\(item).price_data.product_data.name",
                "\(item).price_data.product_data.description", "\(item).price_data.unit_amount",
                "\(item).price_data.recurring", "\(item).price_data.custom_unit_amount", "\(item).quantity",
                "line_items[1].price_data.currency", "line_items[1].price_data.product_data",
                "line_items[1].price_data.unit_amount", "success_url", "cancel_url", "metadata",
                "client_reference_id", "customer_email", "expires_in_seconds",
                "zebra", "\(item).a", "\(item).price_data.product_data.b", "apple",
            ]
        )
        #expect(errors.first == errors.all[0])
        #expect(errors.all.suffix(4).allSatisfy { $0.code == .parameterUnknown })
    }

    @Test func `says what an empty body lacks`() throws {
        let errors = try #require(Self.errors(of: "{}"))
        #expect(errors.all.map(\.param) == ["mode", "line_items", "success_url", "cancel_url"])
        #expect(errors.all.allSatisfy { $0.code == .parameterMissing })
    }

    @Test(arguments: ["[]", "null", "1", #""x""#, "true"])
    func `wants an object`(text: String) {
        #expect(Self.errors(of: text)?.first.code == .bodyInvalid)
        #expect(Self.errors(of: text)?.first.param == "")
    }

    @Test func `tells a hundred mistakes at most, and cuts long names`() throws {
        let unknown = (0..<150).map { "\"u\($0)\":1" }.joined(separator: ",")
        #expect(Self.errors(of: "{\(unknown)}")?.all.count == 100)
        let bad = Self.items(Array(repeating: "1", count: 100).joined(separator: ","))
        #expect(Self.errors(of: bad.replacing(#""payment""#, with: "1"))?.all.count == 100)
        let long = String(repeating: "n", count: 100_000)
        let error = try #require(Self.errors(of: Self.with("\"\(long)\":1"))?.first)
        #expect(error.param.count == 201)
    }

    @Test func `takes http to loopback with a test key only`() throws {
        let text = Self.body.replacing("https://a.example/s", with: "http://127.0.0.1:3000/s")
        #expect(throws: Never.self) { try Self.decode(text, keyMode: .test).get() }
        #expect(Self.errors(of: text, keyMode: .live)?.first.param == "success_url")
    }

    private static let beforeEndName = #""cancel_url":"#

    private static let item =
        #"{"price_data":{"currency":"usd","product_data":{"name":"N"},"unit_amount":5},"quantity":1}"#

    @Test func `a currency that the merchant's wallet does not hold is refused, once for all items`() throws {
        let document = try JSONDocument(parsing: Array(Self.example.utf8))
        let held = try #require(WalletAsset(code: "USD", scale: 9))
        let other = try #require(WalletAsset(code: "EUR", scale: 2))
        #expect(throws: Never.self) {
            try CreateSessionDecoder.decode(document, keyMode: .live, walletAsset: held).get()
        }
        let refusal = CreateSessionDecoder.decode(document, keyMode: .live, walletAsset: other)
        #expect(throws: FieldErrors.self) { try refusal.get() }
        guard case .failure(let errors) = refusal else { return }
        #expect(errors.all.map(\.param) == ["line_items[0].price_data.currency"])
        #expect(errors.first.code == .parameterInvalid)
    }

    private static func items(_ items: String) -> String {
        #"""
        {"mode":"payment","line_items":[\#(items)],"success_url":"https://a.example",\#
        "cancel_url":"https://a.example"}
        """#
    }

    private static func with(_ members: String) -> String {
        body.replacing(beforeEnd, with: ",\(members)\(beforeEnd)")
    }

    private static func pairs(_ count: Int) -> String {
        (0..<count).map { "\"k\($0)\":\"v\"" }.joined(separator: ",")
    }

    private static func subscription(_ recurring: String) -> String {
        body.replacing("payment", with: "subscription")
            .replacing(#""unit_amount":5"#, with: #""unit_amount":5\#(recurring)"#)
    }

    private static func donation(_ price: String) -> String {
        body.replacing("payment", with: "donation").replacing(#""unit_amount":5"#, with: price)
    }

    private static func decode(_ text: String, keyMode: KeyMode = .live) throws -> Result<NewSession, FieldErrors> {
        CreateSessionDecoder.decode(try JSONDocument(parsing: Array(text.utf8)), keyMode: keyMode)
    }

    private static func errors(of text: String, keyMode: KeyMode = .live) -> FieldErrors? {
        guard case .failure(let errors)? = try? decode(text, keyMode: keyMode) else { return nil }
        return errors
    }
}
