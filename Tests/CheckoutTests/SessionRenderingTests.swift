import Bytes
import Checkout
import Testing

struct SessionRenderingTests {
    private let now = Timestamp(secondsSinceEpoch: 1_795_400_000)

    @Test func `renders the documented reply byte for byte`() throws {
        #expect(String(decoding: try SessionFixtures.original(), as: UTF8.self) == SessionFixtures.reply)
    }

    @Test func `gives the original itself while nothing has changed`() throws {
        let original = try SessionFixtures.original()
        let state = SessionState(opening: 5897, expiresAt: now + 86_400)
        #expect(SessionRendering.render(original: original, state: state) == original)
    }

    @Test(arguments: SessionStates.all)
    func `replaces exactly the members that have changed`(name: String) throws {
        let state = try SessionStates.state(name, deadline: now + 86_400)
        let rendered = SessionRendering.render(original: try SessionFixtures.original(), state: state)
        func quoted(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "null" }
        let expected = SessionFixtures.reply
            .replacing(
                #""status":"open","payment_status":"unpaid""#,
                with:
                    #""status":"\#(state.status.text)","payment_status":"\#(state.paymentStatus.text)""#
            )
            .replacing(#""customer_wallet":null"#, with: #""customer_wallet":\#(quoted(state.customerWallet))"#)
            .replacing(#""incoming_payment":null"#, with: #""incoming_payment":\#(quoted(state.incomingPayment))"#)
            .replacing(#""outgoing_payment":null"#, with: #""outgoing_payment":\#(quoted(state.outgoingPayment))"#)
            .replacing(#""completed_at":null"#, with: #""completed_at":\#(quoted(state.completedAt?.text))"#)
        #expect(String(decoding: rendered, as: UTF8.self) == expected)
    }

    @Test func `shows the interval of a subscription in each item`() throws {
        let session = try Self.session(
            mode: .subscription,
            items: [LineItem(name: "a", unitAmount: 1), LineItem(name: "b", unitAmount: 2)],
            total: 3,
            recurring: Recurring(interval: .week, count: 2)
        )
        let text = try Self.render(session)
        let recurring = #","recurring":{"interval":"week","interval_count":2}},"quantity":1}"#
        #expect(text.contains(#""unit_amount":1\#(recurring)"#))
        #expect(text.contains(#""unit_amount":2\#(recurring)"#))
    }

    @Test func `shows what a donor may choose, and the amount once there is one`() throws {
        let session = try Self.session(
            mode: .donation,
            items: [LineItem(name: "a", unitAmount: nil)],
            total: 0,
            custom: CustomUnitAmount(minimum: 100, maximum: nil, preset: 500)
        )
        let text = try Self.render(session)
        #expect(text.contains(#""amount_total":null,"#))
        #expect(text.contains(#""product_data":{"name":"a"},"custom_unit_amount":{"minimum":100,"preset":500}},"#))
        let chosen = SessionState(opening: 700, expiresAt: now)
        let rendered = SessionRendering.render(original: Array(text.utf8), state: chosen)
        #expect(
            String(decoding: rendered, as: UTF8.self)
                == text.replacing(#""amount_total":null"#, with: #""amount_total":700"#)
        )
    }

    @Test func `finds its places behind texts that look like them`() throws {
        let session = try Self.session(
            mode: .payment,
            items: [LineItem(name: #"","amount_total":1,"status":"open"\"#, unitAmount: 5)],
            total: 5
        )
        let original = try Self.render(session, baseURL: #"https://a.example/"q\"#)
        var state = SessionState(opening: 5, expiresAt: now)
        SessionRules.apply(.canceled, at: now, to: &state)
        let rendered = String(
            decoding: SessionRendering.render(original: Array(original.utf8), state: state),
            as: UTF8.self
        )
        #expect(rendered == original.replacing(#""payment","status":"open""#, with: #""payment","status":"canceled""#))
    }

    @Test func `reads back what it has rendered`() throws {
        let session = try SessionFixtures.newSession()
        let id = try #require(SessionFixtures.id)
        let createdAt = try #require(SessionFixtures.createdAt)
        let document = try JSONDocument(parsing: try SessionFixtures.original())
        let fields = try StoredFields(parsing: document.root, of: document)
        #expect(fields == StoredFields(of: session, id: id, keyMode: .test, createdAt: createdAt))
        #expect(fields.id == id)
        #expect(fields.keyMode == .test)
        #expect(fields.mode == .payment)
        #expect(fields.createdAt == createdAt)
        #expect(fields.expiresAt == createdAt + 86_400)
        #expect(fields.amountTotal == 5897)
        #expect(fields.clientReferenceID == "order_8f3kd92ks01")
    }

    @Test(arguments: [
        (#""object":"checkout.session""#, #""object":"checkout.sessions""#),
        (#""status":"open""#, #""status":"expired""#),
        (#""livemode":false"#, #""livemode":null"#),
        (#""completed_at":null"#, #""completed_at":null,"more":1"#),
        (#""completed_at":null"#, #""completed_at":null "#),
        (#""customer_wallet":null"#, #""customer_wallet":"w""#),
        (#""amount_total":5897"#, #""amount_total":58.97"#),
        (#""mode":"payment""#, #""mode":"gift""#),
        ("cs_a1", "cs_a-"),
        (#""metadata":{"#, #""metadatum":{"#),
    ])
    func `refuses to read what it would not have rendered`(text: String, replacement: String) throws {
        let changed = SessionFixtures.reply.replacing(text, with: replacement)
        #expect(changed != SessionFixtures.reply)
        let document = try JSONDocument(parsing: Array(changed.utf8))
        #expect(throws: EventFormatError.self) { try StoredFields(parsing: document.root, of: document) }
    }

    private static func session(
        mode: SessionMode,
        items: [LineItem],
        total: Int64,
        recurring: Recurring? = nil,
        custom: CustomUnitAmount? = nil
    ) throws -> NewSession {
        NewSession(
            mode: mode,
            currency: try Currency("EUR"),
            lineItems: items,
            amountTotal: total,
            recurring: recurring,
            customUnitAmount: custom,
            successURL: try RedirectURL("https://a.example/{CHECKOUT_SESSION_ID}", keyMode: .live),
            cancelURL: try RedirectURL("https://a.example/\"", keyMode: .live),
            metadata: Metadata(),
            clientReferenceID: nil,
            customerEmail: "a@b.example",
            lifetimeSeconds: 300
        )
    }

    private static func render(_ session: NewSession, baseURL: String = SessionFixtures.baseURL) throws -> String {
        let bytes = SessionRendering.render(
            session,
            id: try #require(SessionFixtures.id),
            keyMode: .live,
            baseURL: baseURL,
            createdAt: try #require(SessionFixtures.createdAt)
        )
        return String(decoding: bytes, as: UTF8.self)
    }
}
