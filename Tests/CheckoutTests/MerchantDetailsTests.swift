import Bytes
import Checkout
import Testing

struct MerchantDetailsTests {
    private static let png: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]
    private static let webP = Array("RIFF\u{1}\u{0}\u{0}\u{0}WEBPVP8 ".utf8)

    @Test func `a logo is what its first bytes say, and of a size that is allowed`() throws {
        #expect(try MerchantLogo(bytes: Self.png).kind == .png)
        #expect(try MerchantLogo(bytes: [0xff, 0xd8, 0xff]).kind == .jpeg)
        #expect(try MerchantLogo(bytes: Self.webP).kind == .webP)
        #expect(MerchantLogo.Kind.allCases.map(\.mediaType.description) == ["image/png", "image/jpeg", "image/webp"])
        let filling = [UInt8](repeating: 0, count: Limits.logoBytes - Self.png.count)
        #expect(try MerchantLogo(bytes: Self.png + filling).bytes.count == Limits.logoBytes)
        #expect(throws: LogoProblem.tooLarge(maximum: Limits.logoBytes)) {
            try MerchantLogo(bytes: Self.png + filling + [0])
        }
        for text in ["", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "GIF89a", "RIFF....WAVE", "RIFF", "<html>"] {
            #expect(throws: LogoProblem.kindUnknown) { try MerchantLogo(bytes: Array(text.utf8)) }
        }
        #expect(throws: LogoProblem.kindUnknown) { try MerchantLogo(bytes: Array(Self.png.dropFirst())) }
    }

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
