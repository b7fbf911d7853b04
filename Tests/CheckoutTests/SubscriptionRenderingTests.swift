import Checkout
import Testing

/// Subscriptions and their identifiers as merchants see them.
@Suite struct SubscriptionRenderingTests {
    private static let id = SubscriptionID(of: SubscriptionSample.session)

    /// A session's rendering, as far as a subscription takes something from it.
    private static let session = Array(
        #"""
        {"id":"cs_x","amount_total":999,"currency":"usd","metadata":{"plan":"gold","2":"b"},\#
        "customer_wallet":"https://bank.example/alice"}
        """#
        .utf8
    )

    private static func text(_ subscription: Subscription) -> String {
        String(decoding: SubscriptionRendering.render(subscription, id: id, session: session), as: UTF8.self)
    }

    @Test func `an active one has all members in their order`() {
        let digits = Self.id.session.text.dropFirst(3)
        #expect(
            Self.text(SubscriptionSample.begun)
                == #"{"id":"sub_\#(digits)","object":"subscription","status":"active","session":"cs_\#(digits)","#
                + #""customer_wallet":"https://bank.example/alice","amount":999,"currency":"usd","#
                + #""interval":"month","interval_count":1,"current_period_start":"2026-06-15T11:59:00Z","#
                + #""current_period_end":"2026-07-15T11:59:00Z","next_charge_at":"2026-07-15T12:00:00Z","#
                + #""cycles_paid":1,"metadata":{"plan":"gold","2":"b"},"created_at":"2026-06-15T12:00:00Z","#
                + #""canceled_at":null,"cancel_reason":null}"#
        )
    }

    @Test func `a canceled one says when and why`() throws {
        let canceled = try SubscriptionSample.after(
            [.cancel(.merchant)],
            on: SubscriptionSample.begun,
            at: SubscriptionSample.moment + 5
        )
        let text = Self.text(canceled)
        #expect(text.contains(#""status":"canceled""#) && text.contains(#""next_charge_at":null"#))
        #expect(text.hasSuffix(#""canceled_at":"2026-06-15T12:00:05Z","cancel_reason":"merchant"}"#))
    }

    @Test func `an identifier is its session's digits behind another prefix`() throws {
        #expect(Self.id.text.utf8.count == SubscriptionID.characters)
        #expect(Self.id.text == "sub_" + Self.id.session.text.dropFirst(3))
        #expect(SubscriptionID(parsing: Self.id.text.utf8) == Self.id)
        for other in [Self.id.session.text, Self.id.text + "0", String(Self.id.text.dropLast()), "sub_", ""] {
            #expect(SubscriptionID(parsing: other.utf8) == nil, "\(other)")
        }
    }

    @Test(arguments: [1, 61, 62, 14_776_335] as [UInt32])
    func `an event of a subscription has a number behind its session's digits`(number: UInt32) throws {
        let id = EventID(of: SubscriptionSample.session, number: number)
        let ofSession = EventID(of: SubscriptionSample.session)
        #expect(id.text.hasPrefix(ofSession.text) && id.text.utf8.count == ofSession.text.utf8.count + 4)
        #expect(EventID(parsing: id.text.utf8) == id)
        for other in [ofSession.text + "0000", id.text + "0", String(id.text.dropLast()), ofSession.text + "000_"] {
            #expect(EventID(parsing: other.utf8) == nil, "\(other)")
        }
    }
}
