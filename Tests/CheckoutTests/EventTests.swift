import Bytes
import Checkout
import Testing

struct EventTests {
    private static let moment = "2026-06-15T00:00:00Z"
    private static let session = "cs_a1B204k1L2d3D4e5F6g7H8i9J0"

    private static let wallets = #"""
        "customer":{"address":"https://b.example/a","public_name":"Al \"A\"","auth_server":"https://b.example/auth",\#
        "resource_server":"https://b.example/op","asset_code":"EUR","asset_scale":2},\#
        "merchant":{"address":"https://w.example/s","public_name":null,"auth_server":"https://w.example/auth",\#
        "resource_server":"https://w.example/op","asset_code":"USD","asset_scale":9},"key_id":"key-1"
        """#

    private static let barePayment = #"""
        {"attempt":1,"stage":"preparing","stage_since":"\#(moment)","outcome":null,"failure":null,\#(wallets),\#
        "amount":"49980000000","received":"0","offers":0}
        """#

    private static let token = #"""
        {"value":"AQID","manage_url":"https://w.example/token/1","expires_at":"\#(moment)","rotating":true}
        """#

    private static let fullPayment = #"""
        {"attempt":5,"stage":"closing","stage_since":"\#(moment)","outcome":"paid_late","failure":"price_risen",\#
        \#(wallets),"amount":"18446744073709551615","received":"18446744073709551615","offers":7,\#
        "incoming_payment":{"url":"https://w.example/i","expires_at":"\#(moment)","closed":true,"token":\#(token)},\#
        "quote":{"url":"https://b.example/q","debit":"4661","expires_at":"\#(moment)"},\#
        "consent":{"client_nonce":"c0ffee","callback":"0Z0000000000000000000001","grant_url":"https://b.example/auth",\#
        "debit_limit":"4661","expires_at":"\#(moment)","continue_url":"https://b.example/continue/1",\#
        "continue_token":"AQID","wait_until":"\#(moment)","server_nonce":"0F2E","interact_url":"https://b.example/i"},\#
        "interact_ref":"9b1d","token":\#(token),\#
        "order":{"quote":"https://b.example/q","body":"{\"quoteId\":\"q\"}","outgoing_payment":null},\#
        "earlier_callbacks":["0Z0000000000000000000002","0Z0000000000000000000003"],"private_key":"AQID",\#
        "held_grants":[{"continue_url":"https://b.example/continue/0","continue_token":"BAUG"}]}
        """#

    /// Events as they stand in the log.
    private static let texts = [
        #"""
        {"type":"session_created","at":"\#(moment)","merchant":"mer_a100000000001",\#
        "session":\#(SessionFixtures.reply)}
        """#,
        #"""
        {"type":"session_preparing","at":"\#(moment)","session":"\#(session)",\#
        "customer_wallet":"https://w.example/a"}
        """#,
        #"""
        {"type":"session_awaiting_approval","at":"\#(moment)","session":"\#(session)",\#
        "incoming_payment":"https://w.example/i"}
        """#,
        #"{"type":"session_reopened","at":"\#(moment)","session":"\#(session)"}"#,
        #"{"type":"session_processing","at":"\#(moment)","session":"\#(session)"}"#,
        #"{"type":"session_partially_paid","at":"\#(moment)","session":"\#(session)","outgoing_payment":null}"#,
        #"""
        {"type":"session_completed","at":"\#(moment)","session":"\#(session)",\#
        "outgoing_payment":"https://w.example/o","subscription":null}
        """#,
        #"{"type":"session_expired","at":"\#(moment)","session":"\#(session)"}"#,
        #"""
        {"type":"subscription_stepped","at":"\#(moment)","session":"\#(session)","subscription":{\#
        "created_at":"\#(moment)","schedule":{"anchor":"\#(moment)","interval":"month","interval_count":36},\#
        "status":"canceled","period":{"number":2,"start":"\#(moment)","end":"2026-07-15T00:00:00Z"},\#
        "period_paid":true,"cycles_paid":2,"periods_unpaid":0,"next_charge_at":null,"news":"renewed",\#
        "news_count":9,"canceled_at":"\#(moment)","cancel_reason":"unpaid",\#
        "grant":{\#(wallets),"amount":"999","continue_url":"https://b.example/continue/1",\#
        "continue_token":"AQID","token":\#(token),"token_obtained_at":"\#(moment)"},"charge":\#(fullPayment)}}
        """#,
        #"""
        {"type":"subscription_stepped","at":"\#(moment)","session":"\#(session)","subscription":{\#
        "created_at":"\#(moment)","schedule":{"anchor":"\#(moment)","interval":"day","interval_count":1},\#
        "status":"canceled","period":{"number":1,"start":"\#(moment)","end":"2026-06-16T00:00:00Z"},\#
        "period_paid":true,"cycles_paid":1,"periods_unpaid":0,"next_charge_at":null,"news":"created",\#
        "news_count":1,"canceled_at":"\#(moment)","cancel_reason":"wallet","closed_at":"\#(moment)"}}
        """#,
        #"{"type":"session_canceled","at":"\#(moment)","session":"\#(session)"}"#,
        #"{"type":"sessions_left","at":"\#(moment)","sessions":["\#(session)","\#(session)"]}"#,
        #"{"type":"sessions_left","at":"\#(moment)","sessions":[]}"#,
        #"""
        {"type":"idempotency_key_used","at":"\#(moment)","key":"000102030405060708090a0b0c0d0e0f",\#
        "request":"ffffffffffffffffffffffffffffffff","stripe":1023,"status":201,"session":"\#(session)"}
        """#,
        #"""
        {"type":"idempotency_key_used","at":"\#(moment)","key":"000102030405060708090a0b0c0d0e0f",\#
        "request":"00000000000000000000000000000001","stripe":0,"status":200,"reply":{"a":[1,"x"]}}
        """#,
        #"""
        {"type":"idempotency_key_used","at":"\#(moment)","key":"000102030405060708090a0b0c0d0e0f",\#
        "request":"00000000000000000000000000000001","stripe":0,"status":200,"sealed_reply":"AQID_w"}
        """#,
        #"{"type":"idempotency_keys_lapsed","at":"\#(moment)","through":"2026-06-14T00:00:00Z"}"#,
        #"{"type":"event_raised","at":"\#(moment)","session":"\#(session)"}"#,
        #"""
        {"type":"event_attempted","at":"\#(moment)","session":"\#(session)","attempt":{"started_at":"\#(moment)",\#
        "duration_ms":12,"status":500,"problem":null,"response":"so \"sorry\""},\#
        "next_attempt_at":"2026-06-15T00:00:05Z"}
        """#,
        #"""
        {"type":"event_attempted","at":"\#(moment)","session":"\#(session)","attempt":{"started_at":"\#(moment)",\#
        "duration_ms":0,"status":null,"problem":"connection refused","response":""},"next_attempt_at":null}
        """#,
        #"{"type":"event_resent","at":"\#(moment)","session":"\#(session)"}"#,
        #"{"type":"event_canceled","at":"\#(moment)","session":"\#(session)"}"#,
        #"{"type":"payment_stepped","at":"\#(moment)","session":"\#(session)","payment":\#(barePayment)}"#,
        #"{"type":"payment_stepped","at":"\#(moment)","session":"\#(session)","payment":\#(fullPayment)}"#,
        #"{"type":"events_left","at":"\#(moment)","ended_through":"2026-05-16T00:00:00Z"}"#,
        #"""
        {"type":"merchant_updated","at":"\#(moment)","merchant":{"id":"mer_a100000000001","name":"Shop",\#
        "created_at":"\#(moment)","test":{"webhook_url":"https://h.example","webhook_secret":"AQID",\#
        "wallet_address":null,"webhook":{"previous_secret":"BAUG","previous_secret_expires_at":"\#(moment)",\#
        "disabled_reason":"gone","failing_since":"\#(moment)","updated_at":"\#(moment)"}},\#
        "live":{"webhook_url":null,"webhook_secret":null,"wallet_address":null}}}
        """#,
        #"""
        {"type":"merchant_created","at":"\#(moment)","merchant":{"id":"mer_a100000000001","name":"Shop \"A\"",\#
        "created_at":"\#(moment)","test":{"webhook_url":null,"webhook_secret":"AQID","wallet_address":null},\#
        "live":{"webhook_url":"https://h.example","webhook_secret":null,"wallet_address":"https://w.example/s"}}}
        """#,
        #"""
        {"type":"merchant_updated","at":"\#(moment)","merchant":{"id":"mer_a100000000001","name":"Shop",\#
        "created_at":"\#(moment)","test":{"webhook_url":null,"webhook_secret":null,"wallet_address":null},\#
        "live":{"webhook_url":null,"webhook_secret":null,"wallet_address":null}}}
        """#,
        #"""
        {"type":"merchant_updated","at":"\#(moment)","merchant":{"id":"mer_a100000000001","name":"Shop",\#
        "created_at":"\#(moment)","test":{"webhook_url":null,"webhook_secret":null,\#
        "wallet_address":"https://w.example/s","wallet":{"asset_code":"USD","asset_scale":2,\#
        "key":{"id":"key-1","private_key":"AQID"}},"generated_wallet_key":{"id":"key-2","private_key":"BAUG"},\#
        "webhook":{"previous_secret":null,"previous_secret_expires_at":null,"disabled_reason":null,\#
        "failing_since":null,"updated_at":"\#(moment)"}},"live":{"webhook_url":null,"webhook_secret":null,\#
        "wallet_address":"https://w.example/s","wallet":{"asset_code":null,"asset_scale":null,\#
        "key":{"id":"key-1","private_key":"AQID"}}}}}
        """#,
        #"""
        {"type":"key_created","at":"\#(moment)","key":{"id":"key_00000000001","merchant":"mer_a100000000001",\#
        "mode":"live","name":null,"digest":"000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f",\#
        "last_four":"abcd","created_at":"\#(moment)","last_used_at":"\#(moment)","revoked_at":null}}
        """#,
        #"{"type":"key_used","at":"\#(moment)","key":"key_00000000001"}"#,
        #"{"type":"key_revoked","at":"\#(moment)","key":"key_00000000001"}"#,
        #"""
        {"type":"signed_in","at":"\#(moment)","key":"key_00000000001","address":"2001:db8::1",\#
        "browser":"Mozilla/5.0 \"x\""}
        """#,
        #"""
        {"type":"logo_changed","at":"\#(moment)","merchant":"mer_a100000000001",\#
        "logo":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAAAAAAAAAAAElEQVQAAAAA"}
        """#,
        #"{"type":"logo_changed","at":"\#(moment)","merchant":"mer_a100000000001","logo":null}"#,
    ]

    /// Events with a member that may be left out.
    private static let ofSubscription =
        #"{"type":"event_raised","at":"\#(moment)","session":"\#(session)","number":14776335}"#

    private static let chosen = #"""
        {"type":"session_preparing","at":"\#(moment)","session":"\#(session)",\#
        "customer_wallet":"https://w.example/a","amount_total":700}
        """#

    @Test(arguments: texts + [chosen, ofSubscription])
    func `is written as it was read`(text: String) throws {
        let event = try Self.read(text)
        #expect(event.at == Timestamp(parsing: Self.moment))
        var json = JSONWriter()
        event.write(to: &json)
        #expect(String(decoding: json.bytes, as: UTF8.self) == text)
    }

    @Test func `reads a created session's bytes and fields`() throws {
        guard case .sessionCreated(let created) = try Self.read(Self.texts[0]).fact else {
            Issue.record("the event is no created session")
            return
        }
        #expect(created.original == Array(SessionFixtures.reply.utf8))
        #expect(created.fields.id.text == Self.session)
        #expect(created.merchant.text == "mer_a100000000001")
        #expect(created.openingState.amountTotal == 5897)
        #expect(created.openingState.expiresAt == Timestamp(parsing: "2026-11-24T00:00:00Z"))
    }

    @Test(arguments: texts)
    func `refuses an event that lacks any of its members, or has one more`(text: String) throws {
        let document = try JSONDocument(parsing: Array(text.utf8))
        let members = Array(document.members(of: document.root))
        func source(of member: (name: JSONNode, value: JSONNode)) -> String {
            let range =
                document.sourceRange(of: member.name).lowerBound..<document.sourceRange(of: member.value).upperBound
            return String(decoding: document.bytes[range], as: UTF8.self)
        }
        for left in members.indices {
            let rest = members.enumerated().filter { $0.offset != left }.map { source(of: $0.element) }
            #expect(throws: EventFormatError.self) { try Self.read("{\(rest.joined(separator: ","))}") }
        }
        #expect(throws: EventFormatError.memberUnexpected("more", expected: nil)) {
            try Self.read("\(text.dropLast()),\"more\":1}")
        }
    }

    @Test(arguments: [
        (#"{"type":"session_teleported","at":"\#(moment)"}"#, EventFormatError.typeUnknown("session_teleported")),
        (#"{"type":1,"at":"\#(moment)"}"#, .memberMalformed("type")),
        (
            #"{"at":"\#(moment)","type":"session_expired","session":"\#(session)"}"#,
            .memberUnexpected("at", expected: "type")
        ),
        (#"{"type":"session_expired","at":"yesterday","session":"\#(session)"}"#, .memberMalformed("at")),
        (#"{"type":"session_expired","at":null,"session":"\#(session)"}"#, .memberMalformed("at")),
        (#"{"type":"session_expired","at":"\#(moment)","session":"cs_1"}"#, .memberMalformed("session")),
        (#"{"type":"session_expired","at":"\#(moment)","session":7}"#, .memberMalformed("session")),
        (#"{"type":"session_expired","at":"\#(moment)"}"#, .memberMissing("session")),
        (
            #"{"type":"session_preparing","at":"\#(moment)","session":"\#(session)","customer_wallet":null}"#,
            .memberMalformed("customer_wallet")
        ),
        (ofSubscription.replacing("14776335", with: "0"), .memberMalformed("number")),
        (ofSubscription.replacing("14776335", with: "14776336"), .memberMalformed("number")),
        (#"{"type":"sessions_left","at":"\#(moment)","sessions":[1]}"#, .memberMalformed("sessions")),
        (#"{"type":"sessions_left","at":"\#(moment)","sessions":{}}"#, .memberMalformed("sessions")),
        (
            #"""
            {"type":"idempotency_key_used","at":"\#(moment)","key":"00","request":"00","stripe":0,"status":200,\#
            "reply":{}}
            """#,
            .memberMalformed("key")
        ),
        (
            #"""
            {"type":"idempotency_key_used","at":"\#(moment)","key":"000102030405060708090a0b0c0d0e0f",\#
            "request":"00000000000000000000000000000001","stripe":0,"status":200,"sealed_reply":"AQI="}
            """#,
            .memberMalformed("sealed_reply")
        ),
        (#"{"type":"key_used","at":"\#(moment)","key":{}}"#, .memberMalformed("key")),
        ("[]", .notAnObject),
    ])
    func `says what it does not know`(text: String, error: EventFormatError) {
        #expect(throws: error) { try Self.read(text) }
        #expect(!error.description.isEmpty)
    }

    @Test(arguments: [
        (#""stripe":1023"#, #""stripe":1024"#, "stripe"), (#""stripe":1023"#, #""stripe":-1"#, "stripe"),
        (#""stripe":1023"#, #""stripe":1.0"#, "stripe"), (#""status":201"#, #""status":400"#, "status"),
        (#""status":201"#, #""status":null"#, "status"),
    ])
    func `refuses idempotency records out of range`(part: String, replacement: String, member: String) throws {
        let text = try #require(Self.texts.first { $0.contains(part) })
        #expect(throws: EventFormatError.memberMalformed(member)) {
            try Self.read(text.replacing(part, with: replacement))
        }
    }

    private static func read(_ text: String) throws -> Event {
        let document = try JSONDocument(parsing: Array(text.utf8))
        return try Event(reading: document.root, of: document)
    }
}
