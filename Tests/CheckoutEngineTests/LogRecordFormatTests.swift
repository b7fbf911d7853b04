import Bytes
import Checkout
import Testing

@testable import CheckoutEngine

@Suite struct LogRecordFormatTests {
    private let session = RawLog.session(stripe: 5)

    private func facts() -> [Fact] {
        [
            .sessionCreated(session), .sessionChanged(session.fields.id, .canceled),
            .sessionsLeft([session.fields.id]), .idempotencyKeysLapsed(through: RawLog.start),
            .idempotencyKeyUsed(Sample.claim(1).use(status: 200, reply: .body(session.original))),
            .idempotencyKeyUsed(Sample.claim(1).use(status: 201, reply: .session(session.fields.id))),
            .idempotencyKeyUsed(Sample.claim(2).use(status: 200, reply: .sealed([1, 2, 255]))),
            .directoryChanged(.merchantCreated(RawLog.merchant(Sample.merchant))),
        ]
    }

    @Test func `events come back as they were written, and one writer serves record after record`() throws {
        var writer = JSONWriter()
        for count in [8, 1, 0, 3] {
            let events = facts().prefix(count).map { Event(at: RawLog.start, $0) }
            LogRecordFormat.write(Array(events), to: &writer)
            #expect(try LogRecordFormat.decode(writer.bytes) == events)
        }
    }

    @Test func `a record is a JSON array of its events`() {
        var writer = JSONWriter()
        LogRecordFormat.write([Event(at: RawLog.start, .idempotencyKeysLapsed(through: RawLog.start))], to: &writer)
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == #"[{"type":"idempotency_keys_lapsed","at":"2026-06-15T12:00:00Z","through":"2026-06-15T12:00:00Z"}]"#
        )
    }

    @Test(arguments: [
        "", "[", "{}", "[1]", "[{}]", "null", #"[{"type":"nothing","at":"2026-06-15T12:00:00Z"}]"#,
        #"[{"type":"idempotency_keys_lapsed","at":"2026-06-15T12:00:00Z","through":"2026-06-15T12:00:00Z","more":1}]"#,
        #"[{"type":"idempotency_keys_lapsed","at":"2026-06-15T12:00:00Z"}]"#,
        #"[{"type":"idempotency_keys_lapsed","at":"2026-09-21","through":"2026-06-15T12:00:00Z"}]"#,
    ])
    func `anything else is refused`(text: String) {
        #expect(throws: (any Error).self) { try LogRecordFormat.decode(Array(text.utf8)) }
    }
}
