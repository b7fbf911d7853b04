import Bytes
import Checkout
import Testing

struct MerchantDetailsTests {
    @Test func `what a browser says of itself is cut, and loses what cannot be shown`() {
        let signIn = SignIn(
            key: KeyID(number: 1),
            at: Timestamp(secondsSinceEpoch: 0),
            address: "10.0.0.1\r\n" + String(repeating: "9", count: 100),
            browser: "\u{1b}[31m\u{0}" + String(repeating: "é", count: 300)
        )
        #expect(signIn.address == "10.0.0.1" + String(repeating: "9", count: 56))
        #expect(signIn.browser == "[31m" + String(repeating: "é", count: 196))
    }

    @Test(arguments: [
        #"{"type":"signed_in","at":"2026-06-15T00:00:00Z","key":"key_00000000001","address":"a\n","browser":""}"#,
        #"{"type":"signed_in","at":"2026-06-15T00:00:00Z","key":"key_00000000001","browser":"","address":""}"#,
        #"{"type":"logo_changed","at":"2026-06-15T00:00:00Z","merchant":"mer_a100000000001","logo":"PHN2Zz4"}"#,
        #"{"type":"logo_changed","at":"2026-06-15T00:00:00Z","merchant":"mer_a100000000001","logo":""}"#,
        #"{"type":"logo_changed","at":"2026-06-15T00:00:00Z","merchant":"mer_a100000000001"}"#,
    ])
    func `an event that nobody would have written is refused`(text: String) throws {
        let document = try JSONDocument(parsing: Array(text.utf8))
        #expect(throws: EventFormatError.self) { try Event(reading: document.root, of: document) }
    }
}
