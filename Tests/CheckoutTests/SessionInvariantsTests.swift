import Bytes
import Checkout
import Testing

struct SessionInvariantsTests {
    private static let time = "\"2026-06-15T00:00:00Z\""

    @Test(arguments: [
        (
            #""status":"completed","payment_status":"paid","amount_total":1,"#, "null",
            SessionStateViolation.endMissing(.completed)
        ),
        (#""status":"open","payment_status":"unpaid","amount_total":1,"#, time, .endedBeforeEnd(.open)),
        (#""status":"open","payment_status":"paid","amount_total":1,"#, "null", .paymentStatusUnfit(.paid, .open)),
        (
            #""status":"expired","payment_status":"partially_paid","amount_total":1,"#, time,
            .paymentStatusUnfit(.partiallyPaid, .expired)
        ),
        (
            #""status":"completed","payment_status":"unpaid","amount_total":1,"#, time,
            .paymentStatusUnfit(.unpaid, .completed)
        ),
        (#""status":"processing","payment_status":"unpaid","amount_total":null,"#, "null", .amountMissing(.processing)),
        (#""status":"open","payment_status":"unpaid","amount_total":0,"#, "null", .amountOutOfRange(0)),
        (
            #""status":"open","payment_status":"unpaid","amount_total":1000000000000,"#, "null",
            .amountOutOfRange(1_000_000_000_000)
        ),
        (
            #""status":"preparing","payment_status":"unpaid","amount_total":1,"#, "null",
            .customerWalletMissing(.preparing)
        ),
    ])
    func `says what cannot be`(members: String, endedAt: String, violation: SessionStateViolation) throws {
        let text = "{\(members)\"expires_at\":\(Self.time),\"ended_at\":\(endedAt)}"
        #expect(throws: violation) { try Self.state(text).checkInvariants() }
        #expect(violation.description.hasPrefix("the session"))
    }

    @Test(arguments: [
        (
            "open", "unpaid", "null",
            #""customer_wallet":"w","incoming_payment":null,"outgoing_payment":null,"subscription":null"#,
            SessionStateViolation.customerWalletUnfit
        ),
        (
            "processing", "unpaid", "null",
            #""customer_wallet":"w","incoming_payment":null,"outgoing_payment":null,"subscription":null"#,
            .incomingPaymentMissing(.processing)
        ),
        (
            "preparing", "unpaid", "null",
            #""customer_wallet":"w","incoming_payment":"i","outgoing_payment":"o","subscription":null"#,
            .outgoingPaymentUnfit(.preparing)
        ),
        (
            "canceled", "unpaid", time,
            #""customer_wallet":null,"incoming_payment":null,"outgoing_payment":null,"subscription":"s""#,
            .subscriptionUnfit(.canceled)
        ),
    ])
    func `says what no wallet can have left behind`(
        status: String,
        payment: String,
        endedAt: String,
        trail: String,
        violation: SessionStateViolation
    ) throws {
        let text = """
            {"status":"\(status)","payment_status":"\(payment)","amount_total":1,"expires_at":\(Self.time),\
            "ended_at":\(endedAt),\(trail)}
            """
        #expect(throws: violation) { try Self.state(text).checkInvariants() }
    }

    @Test(arguments: SessionStates.all)
    func `survives being written and read`(name: String) throws {
        let state = try SessionStates.state(name, deadline: Timestamp(secondsSinceEpoch: 1_800_000_000))
        var json = JSONWriter()
        state.write(to: &json)
        #expect(try Self.state(String(decoding: json.bytes, as: UTF8.self)) == state)
    }

    @Test(arguments: [
        #"""
        {"status":"shut","payment_status":"unpaid","amount_total":1,"expires_at":"2026-06-15T00:00:00Z",\#
        "ended_at":null}
        """#,
        #"""
        {"payment_status":"unpaid","status":"open","amount_total":1,"expires_at":"2026-06-15T00:00:00Z",\#
        "ended_at":null}
        """#,
        #"{"status":"open","payment_status":"unpaid","amount_total":1,"expires_at":"2026-06-15T00:00:00Z"}"#,
        #"{"status":"open","payment_status":"unpaid","amount_total":1,"expires_at":"soon","ended_at":null}"#,
        #"""
        {"status":"open","payment_status":"unpaid","amount_total":1,"expires_at":"2026-06-15T00:00:00Z",\#
        "ended_at":null,"mood":1}
        """#,
        "[]",
    ])
    func `refuses what it would not have written`(text: String) {
        #expect(throws: EventFormatError.self) { try Self.state(text) }
    }

    private static func state(_ text: String) throws -> SessionState {
        let document = try JSONDocument(parsing: Array(text.utf8))
        return try SessionState(reading: document.root, of: document)
    }
}
