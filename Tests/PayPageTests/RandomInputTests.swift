import Checkout
import Pages
import TestTools
import Testing

@testable import PayPage
@testable import PayPageGallery

/// What browsers send, made up: nothing of it may end the program.
@Suite struct RandomInputTests {
    private static let pieces = [
        "0", "9", "12", ".", ",", "'", " ", "-", "e", "EUR", "usd", "€", "$", "\u{301}", "٣", "%", "%2", "%41", "%FF",
        "+", "&", "=",
        "step", "wallet", "wallet_address", "amount", "token", "offer", "approve", "restart", "opencheckout_pay", ";",
        "q=", "de", "en-US",
        "*", "<", ">", "\"", "\0", "\n", "😀", "99999999999999999999", "AAAAAAAAAAAAAAAAAAAAAA",
    ]

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `any text is read or refused`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for round in 0..<3000 {
            let text = (0..<Int.random(in: 0...12, using: &random))
                .map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
            let form = AmountForm(CustomerLocale(acceptLanguage: text))
            for currency in [Sample.eur, Sample.jpy, Sample.kwd] {
                guard let amount = try? form.read(text, currency) else { continue }
                let again = try? form.read(form.number(amount, currency), currency)
                #expect(amount >= 0 && again == amount, "seed \(seed), round \(round): \(text)")
            }
            if let fields = FormFields(text.utf8) { _ = Submission(fields) }
            _ = Visitor(cookies: text)
            _ = PageHint(query: text.utf8)
            _ = BrowserURL.origin(of: text)
            #expect(!HTMLText(text).renderText.unicodeScalars.contains { ["<", ">", "\"", "'"].contains($0) })
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `any bytes are a form or none`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<3000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random))
                .map { _ in UInt8.random(in: 0...255, using: &random) }
            if let fields = FormFields(bytes) { _ = Submission(fields) }
        }
    }
}
