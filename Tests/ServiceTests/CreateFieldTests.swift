import TestTools
import Testing

/// Every row of the create request's table, over the socket: values that are taken, and values that are refused by
/// name.
struct CreateFieldTests {
    /// A change of a good body, and the field it makes wrong.
    struct Mistake: Sendable {
        var base = Sample.payment
        let part: String
        let into: String
        let param: String
        var code = "parameter_invalid"
    }

    /// Rows of the table that belong together, under a name that is short enough for a report.
    struct Rows: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let mistakes: [Mistake]
    }

    private static let price = "line_items[0].price_data"
    private static let amount = #""unit_amount":2000"#
    private static let end = #""cancel_url":"#
    private static let successURL = "https://shop.example/s?id={CHECKOUT_SESSION_ID}"

    private static let daily = #""recurring":{"interval":"day"}"#

    private static func long(_ count: Int) -> String {
        String(repeating: "x", count: count)
    }

    private static func missing(_ part: String, _ param: String, into: String = "") -> Mistake {
        Mistake(part: part, into: into, param: param, code: "parameter_missing")
    }

    private static func wrong(_ part: String, _ into: String, _ param: String) -> Mistake {
        Mistake(part: part, into: into, param: param)
    }

    /// One more member of the root, and its name.
    private static func member(_ text: String, _ param: String) -> Mistake {
        wrong(end, "\(text),\(end)", param)
    }

    private static func url(_ url: String) -> Mistake {
        wrong(successURL, url, "success_url")
    }

    private static let basics = [
        missing(#""mode":"payment","#, "mode"), wrong(#""payment""#, #""setup""#, "mode"),
        wrong(#""payment""#, "null", "mode"),
        wrong(#""line_items":["#, #""line_items":[],"x":["#, "line_items"),
        wrong(
            #""line_items":["#,
            #""line_items":[\#(Array(repeating: "1", count: 101).joined(separator: ",")),"#,
            "line_items"
        ),
        missing(#""line_items":["#, "line_items", into: #""items":["#),
        missing(#""currency":"usd","#, "\(price).currency"), wrong(#""usd""#, #""us""#, "\(price).currency"),
        wrong(#""usd""#, #""dollar""#, "\(price).currency"), wrong(#""usd""#, #""abc""#, "\(price).currency"),
        wrong(#""usd""#, #""xau""#, "\(price).currency"), wrong(#""usd""#, #""xxx""#, "\(price).currency"),
        wrong(#""usd""#, #""XTS""#, "\(price).currency"), wrong(#""usd""#, #""che""#, "\(price).currency"),
        wrong(
            "}],",
            #"},{"price_data":{"currency":"eur","product_data":{"name":"T"},"unit_amount":1}}],"#,
            "line_items[1].price_data.currency"
        ),
        missing(#""name":"Tea""#, "\(price).product_data.name"),
        wrong(#""Tea""#, #""""#, "\(price).product_data.name"),
        wrong("Tea", long(201), "\(price).product_data.name"),
        wrong("Tea", #"T\u0000"#, "\(price).product_data.name"),
        wrong(#""Tea""#, #""Tea","description":"\#(long(1001))""#, "\(price).product_data.description"),
        missing(",\(amount)", "\(price).unit_amount"),
        wrong(amount, #""unit_amount":0"#, "\(price).unit_amount"),
        wrong(amount, #""unit_amount":-1"#, "\(price).unit_amount"),
        wrong(amount, #""unit_amount":1000000000000"#, "\(price).unit_amount"),
        wrong(amount, #""unit_amount":99999999999999999999"#, "\(price).unit_amount"),
        wrong(amount, #""unit_amount":2000.0"#, "\(price).unit_amount"),
        wrong(amount, #""unit_amount":2e3"#, "\(price).unit_amount"),
        wrong(amount, #""unit_amount":"2000""#, "\(price).unit_amount"),
        wrong(amount, #""unit_amount":null"#, "\(price).unit_amount"),
        wrong(#""quantity":2"#, #""quantity":0"#, "line_items[0].quantity"),
        wrong(#""quantity":2"#, #""quantity":1000001"#, "line_items[0].quantity"),
        wrong(#""quantity":2"#, #""quantity":1.0"#, "line_items[0].quantity"),
        wrong(amount, #""unit_amount":999999999999"#, "line_items"),
    ]

    private static let priceForms = [
        wrong(amount, #"\#(amount),"recurring":{}"#, "\(price).recurring"),
        wrong(amount, #"\#(amount),"custom_unit_amount":{}"#, "\(price).custom_unit_amount"),
        recurring(#"{"interval":"hour"}"#, "\(price).recurring.interval"),
        recurring(#"{"interval_count":0}"#, "\(price).recurring.interval_count"),
        recurring(#"{"interval":"day","interval_count":1096}"#, "\(price).recurring.interval_count"),
        recurring(#"{"interval":"week","interval_count":157}"#, "\(price).recurring.interval_count"),
        recurring(#"{"interval_count":37}"#, "\(price).recurring.interval_count"),
        recurring(#"{"interval":"year","interval_count":4}"#, "\(price).recurring.interval_count"),
        Mistake(
            base: Sample.subscription,
            part: "}],",
            into: #"},{"price_data":{"currency":"usd","product_data":{"name":"T"},\#(amount),\#(daily)}}],"#,
            param: "line_items[1].price_data.recurring"
        ),
        custom(#"{"minimum":0}"#, "\(price).custom_unit_amount.minimum"),
        custom(#"{"maximum":1000000000000}"#, "\(price).custom_unit_amount.maximum"),
        custom(#"{"preset":"5"}"#, "\(price).custom_unit_amount.preset"),
        custom(#"{"minimum":10,"preset":9}"#, "\(price).custom_unit_amount"),
        custom(#"{"maximum":10,"preset":11}"#, "\(price).custom_unit_amount"),
        custom(#"{"minimum":11,"maximum":10}"#, "\(price).custom_unit_amount"),
        Mistake(
            base: Sample.donation,
            part: #""custom_unit_amount""#,
            into: #"\#(amount),"custom_unit_amount""#,
            param: "\(price).custom_unit_amount"
        ),
    ]

    private static let urls = [
        missing(#""success_url":"\#(successURL)","#, "success_url"),
        missing(#""cancel_url":"https://shop.example/c""#, "cancel_url", into: #""metadata":{}"#),
        wrong("https://shop.example/c", "/c", "cancel_url"), url("http://shop.example/s"), url("ftp://shop.example/s"),
        url("shop.example/s"), url("https:///s"), url("https://user@shop.example/s"), url("https://u:p@shop.example/s"),
        url("https://shop.example/a b"), url(#"https://shop.example/\t"#), url(#"https://shop.example\\s"#),
        url("https://shop.example/é"), url("https://shop.example:0/s"), url("https://shop.example:65536/s"),
        url("https://{CHECKOUT_SESSION_ID}.example/s"), url("{CHECKOUT_SESSION_ID}://shop.example/s"),
        url("https://%7BCHECKOUT_SESSION_ID%7D.example/s"), url("https://shop.example/\(long(2048))"), url(""),
        url("http://localhost.example/s"), url("http://128.0.0.1/s"), url("javascript:alert(1)"),
    ]

    private static let rest = [
        member(#""metadata":{"":"v"}"#, "metadata"), member(#""metadata":{"k":null}"#, "metadata"),
        member(#""metadata":{"k":{}}"#, "metadata"), member(#""metadata":{"k":[]}"#, "metadata"),
        member(#""metadata":[]"#, "metadata"), member(#""metadata":{"\#(long(41))":"v"}"#, "metadata"),
        member(#""metadata":{"k":"\#(long(501))"}"#, "metadata"), member(#""metadata":{"k":"\u0000"}"#, "metadata"),
        member(#""metadata":{\#((0...50).map { #""k\#($0)":1"# }.joined(separator: ","))}"#, "metadata"),
        member(#""client_reference_id":"\#(long(201))""#, "client_reference_id"),
        member(#""client_reference_id":7"#, "client_reference_id"),
        member(#""customer_email":"nobody""#, "customer_email"),
        member(#""customer_email":"a b@c.d""#, "customer_email"),
        member(#""customer_email":"\#(long(320))@x""#, "customer_email"),
        member(#""expires_in_seconds":299"#, "expires_in_seconds"),
        member(#""expires_in_seconds":86401"#, "expires_in_seconds"),
        member(#""expires_in_seconds":300.0"#, "expires_in_seconds"),
        member(#""expires_in_seconds":"300""#, "expires_in_seconds"),
    ]

    private static func recurring(_ value: String, _ param: String) -> Mistake {
        Mistake(base: Sample.subscription, part: amount, into: #"\#(amount),"recurring":\#(value)"#, param: param)
    }

    private static func custom(_ value: String, _ param: String) -> Mistake {
        Mistake(base: Sample.donation, part: #"{"minimum":100,"preset":500}"#, into: value, param: param)
    }

    private static let table = [
        Rows(testDescription: "basics", mistakes: basics), Rows(testDescription: "price forms", mistakes: priceForms),
        Rows(testDescription: "URLs", mistakes: urls), Rows(testDescription: "the rest", mistakes: rest),
    ]

    @Test(arguments: table)
    func `a value that is not allowed is refused under its path`(_ rows: Rows) async throws {
        try await withService { service in
            for mistake in rows.mistakes {
                let body = mistake.base.replacing(mistake.part, with: mistake.into)
                #expect(body != mistake.base, "\(mistake)")
                let reply = try await service.create(body)
                #expect(reply.verdict == "400 \(mistake.code)", "\(mistake)")
                #expect(reply.param == mistake.param, "\(mistake)")
            }
            let list = try await service.list()
            #expect(list.json["data"].elements.isEmpty, "nothing was made of what was refused")
        }
    }

    @Test func `values at their limits are taken`() async throws {
        try await withService { service in
            let items = Array(
                repeating: #"{"price_data":{"currency":"usd","product_data":{"name":"T"},\#(Self.amount)}}"#,
                count: 100
            )
            let pairs = (0..<50).map { #""k\#($0)":\#($0)"# }.joined(separator: ",")
            let bodies = [
                Sample.payment.replacing("usd", with: "JpY"), Sample.payment.replacing(#","quantity":2"#, with: ""),
                Sample.payment.replacing("[{", with: "[" + items.dropLast().joined(separator: ",") + ",{"),
                Sample.payment.replacing("Tea", with: String(repeating: "茶", count: 200)),
                Sample.payment.replacing(#""Tea""#, with: #""Tea","description":"\#(Self.long(1000))""#),
                Sample.payment.replacing("2000", with: "999999").replacing(":2}", with: ":1000000}"),
                Sample.payment.replacing("2000", with: "999999999999")
                    .replacing(#""quantity":2"#, with: #""quantity":null"#),
                Sample.payment.replacing(Self.successURL, with: "https://shop.example/\(Self.long(2048 - 21))"),
                Sample.payment.replacing(Self.successURL, with: "https://shop.example:65535?a#b"),
                Sample.payment.replacing(Self.successURL, with: "http://localhost:3000/s"),
                Sample.payment.replacing(Self.successURL, with: "http://127.9.9.9/s"),
                Sample.payment.replacing(Self.successURL, with: "http://[::1]:80/s"),
                Sample.payment(with: #""metadata":{\#(pairs)}"#), Sample.payment(with: #""metadata":null"#),
                Sample.payment(with: #""metadata":{"\#(Self.long(40))":"\#(Self.long(500))"}"#),
                Sample.payment(reference: Self.long(200)), Sample.payment(with: #""customer_email":"a@b.example""#),
                Sample.payment(with: #""expires_in_seconds":300"#),
                Sample.payment(with: #""expires_in_seconds":86400"#),
                Sample.donation.replacing(#"{"minimum":100,"preset":500}"#, with: "{}"),
            ]
            for body in bodies {
                let reply = try await service.create(body)
                #expect(reply.status == 201, "\(body.prefix(300)) \(reply.text)")
            }
        }
    }

    @Test func `http to this machine is for test keys only`() async throws {
        try await withService { service in
            let body = Sample.payment.replacing(Self.successURL, with: "http://localhost/s")
            #expect(try await service.create(body).status == 201)
            let live = try await service.create(body, as: .live)
            #expect(live.verdict == "400 parameter_invalid")
            #expect(live.param == "success_url")
        }
    }
}
