import Checkout
import TestTools
import Testing
import Webhooks

/// What the body of a webhook says, and that JavaScript would write the same.
struct WebhookBodyTests {
    private static let time = Timestamp(secondsSinceEpoch: 1_796_000_000)

    private static func body(of session: [UInt8]) -> String {
        let body = WebhookBody.render(
            session: session,
            type: "checkout.session.expired",
            eventID: "evt_8f3kd92ks01",
            at: time
        )
        return String(decoding: body, as: UTF8.self)
    }

    private static func body(_ metadata: [(String, String)], reference: String? = nil) throws -> String {
        body(of: try SessionSample.rendering(metadata: metadata, reference: reference))
    }

    @Test func `tells what merchants are told, in this order`() throws {
        #expect(
            try Self.body([("order_id", "123"), ("campaign", "winter")], reference: "order \"8\"") == """
                {"id":"\(SessionSample.id)","status":"open","amount_total":5897,"currency":"usd",\
                "metadata":{"order_id":"123","campaign":"winter"},"outgoing_payment":null,"customer_wallet":null,\
                "type":"checkout.session.expired","event_id":"evt_8f3kd92ks01","created_at":"2026-11-30T00:53:20Z",\
                "livemode":false,"mode":"payment","payment_status":"unpaid","client_reference_id":"order \\"8\\""}
                """
        )
    }

    @Test func `tells of a subscription what it was then, and behind it what the event is`() {
        let subscription =
            #"{"id":"sub_1","object":"subscription","status":"active","customer_wallet":"https://w.example/é","#
            + #""metadata":{"plan":"gold","10":"x","2":"y"},"canceled_at":null}"#
        let body = WebhookBody.render(
            subscription: Array(subscription.utf8),
            type: "subscription.renewed",
            eventID: "evt_10002"
        )
        #expect(
            String(decoding: body, as: UTF8.self)
                == #"{"id":"sub_1","object":"subscription","status":"active","customer_wallet":"https://w.example/é","#
                + #""metadata":{"2":"y","10":"x","plan":"gold"},"canceled_at":null,"#
                + #""type":"subscription.renewed","event_id":"evt_10002"}"#
        )
    }

    @Test func `tells what a session has become`() throws {
        var session = String(decoding: try SessionSample.rendering(metadata: []), as: UTF8.self)
        for (open, completed) in [
            (#""status":"open""#, #""status":"completed""#), (#""unpaid""#, #""paid""#),
            (#""customer_wallet":null"#, #""customer_wallet":"https://wallet.example/alice""#),
            (#""incoming_payment":null"#, #""incoming_payment":"https://shop.example/in/1""#),
            (#""outgoing_payment":null"#, #""outgoing_payment":"https://wallet.example/out/1""#),
        ] {
            session = session.replacing(open, with: completed)
        }
        let body = String(
            decoding: WebhookBody.render(
                session: Array(session.utf8),
                type: "checkout.session.completed",
                eventID: "evt_1",
                at: SessionSample.createdAt
            ),
            as: UTF8.self
        )
        #expect(body.contains(#""status":"completed","amount_total":5897"#))
        #expect(body.contains(#""outgoing_payment":"https://wallet.example/out/1""#))
        #expect(body.contains(#""customer_wallet":"https://wallet.example/alice","type""#))
        #expect(body.contains(#""payment_status":"paid""#))
        #expect(!body.contains("shop.example/in/1"))
    }

    @Test(arguments: [
        ([], "{}"), (["b", "a"], #"{"b":"0","a":"1"}"#), (["b", "1", "a", "0"], #"{"0":"3","1":"1","b":"0","a":"2"}"#),
        (["10", "9", "2"], #"{"2":"2","9":"1","10":"0"}"#),
        (["z", "4294967295", "4294967294", "-0"], #"{"4294967294":"2","z":"0","4294967295":"1","-0":"3"}"#),
        (["007", "1", "00", "01"], #"{"1":"1","007":"0","00":"2","01":"3"}"#),
        (["-1", "1e3", "1.0", " 1", "+1", "5"], #"{"5":"5","-1":"0","1e3":"1","1.0":"2"," 1":"3","+1":"4"}"#),
        (["99999999999", "18446744073709551617", "3"], #"{"3":"2","99999999999":"0","18446744073709551617":"1"}"#),
    ])
    func `puts array indices first, in the order of the numbers`(keys: [String], expected: String) throws {
        let pairs = keys.enumerated().map { ($0.element, String($0.offset)) }
        #expect(try Self.body(pairs).contains(#""metadata":\#(expected),"outgoing_payment""#))
    }

    @Test func `a test event says that it is one`() {
        let body = WebhookBody.renderTest(keyMode: .live, eventID: "evt_1", at: SessionSample.createdAt)
        #expect(
            String(decoding: body, as: UTF8.self)
                == #"{"type":"webhook.test","event_id":"evt_1","created_at":"2026-11-23T00:00:00Z","livemode":true}"#
        )
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `Node makes the same body of a session, and the same of the body`(seed: UInt64) async throws {
        var generator = SplitMix64(seed: seed)
        var sessions = try Self.awkward.map { try SessionSample.rendering(metadata: $0) }
        for _ in 0..<500 {
            var pairs: [String: String] = [:]
            for _ in 0..<Int.random(in: 0...12, using: &generator) {
                pairs[Self.key(using: &generator)] = Self.text(upTo: 60, using: &generator)
            }
            // A dictionary's own order changes from run to run.
            let order = pairs.sorted { $0.key < $1.key }.shuffled(using: &generator)
            let reference = Self.text(upTo: 60, using: &generator)
            sessions.append(
                try SessionSample.rendering(metadata: order.map { ($0.key, $0.value) }, reference: reference)
            )
        }
        let bodies = sessions.map { Self.body(of: $0) }
        let input = zip(sessions, bodies).flatMap { [String(decoding: $0, as: UTF8.self), $1] }
        let answers = try await Node.lines(running: Self.script, on: input)
        #expect(answers.count == 2 * bodies.count, "seed \(seed)")
        for (answer, body) in zip(answers, bodies.flatMap { [$0, $0] }) {
            #expect(Array(answer.utf8) == Array(body.utf8), "seed \(seed)")
        }
    }

    /// Prints the body of each session as JavaScript makes it, and the body beside it as JavaScript writes it again.
    private static let script = """
        for (let i = 0; i < lines.length; i += 2) {
          const { id, status, amount_total, currency, metadata, outgoing_payment, customer_wallet, livemode, mode,
            payment_status, client_reference_id } = JSON.parse(lines[i]);
          console.log(JSON.stringify({ id, status, amount_total, currency, metadata, outgoing_payment, customer_wallet,
            type: "checkout.session.expired", event_id: "evt_8f3kd92ks01", created_at: "\(time.text)",
            livemode, mode, payment_status, client_reference_id }));
          console.log(JSON.stringify(JSON.parse(lines[i + 1])));
        }
        """

    private static let awkward: [[(String, String)]] = [
        [], [("empty", "")], [("__proto__", "a"), ("constructor", "b"), ("toString", "c"), ("1", "d")],
        [("quote\"", "\""), ("back\\slash", "\\\\"), ("/", "</script>"), ("\\u0041", "\\n")],
        [("2028", "\u{2028}\u{2029}"), ("del", "\u{7F}\u{80}\u{9F}"), ("bom", "\u{FEFF}"), ("astral", "😀𝄞\u{10FFFF}")],
        [("controls", String(String.UnicodeScalarView((1..<32).compactMap { Unicode.Scalar(UInt32($0)) })))],
        [("\n", "\r\n\t"), ("\u{1}", "\u{1F}"), ("é", "e\u{301}"), ("e\u{301}", "é")],
        (0..<50).map { ("\(50 - $0)", "\($0)") },
    ]

    private static func key(using generator: inout SplitMix64) -> String {
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return String(Int.random(in: 0...20, using: &generator))
        case 1: return String(Int.random(in: 4_294_967_290...4_294_967_300, using: &generator))
        case 2: return (["0", "-", "1e", "00", " ", "a"].randomElement(using: &generator) ?? "") + "7"
        case _:
            let text = Self.text(upTo: 39, using: &generator)
            return text.isEmpty ? "k" : text
        }
    }

    /// Text without U+0000, which no session has.
    private static func text(upTo length: Int, using generator: inout SplitMix64) -> String {
        generator.text(upTo: length).replacing("\0", with: "0")
    }
}
