import Checkout
import PaymentFlows
import Testing

@testable import PayPage
@testable import PayPageGallery

@Suite struct AmountFormTests {
    private static func form(_ language: String?) -> AmountForm {
        AmountForm(CustomerLocale(acceptLanguage: language))
    }

    @Test(arguments: [
        ("en", 1819, "eur", "18.19 EUR"), ("en", 1200, "jpy", "1,200 JPY"), ("de", 1819, "eur", "18,19 EUR"),
        ("de", 1200, "jpy", "1.200 JPY"), ("de-CH", 123_456_789, "usd", "1’234’567.89 USD"),
        ("en", 5, "usd", "0.05 USD"),
        ("en", 1, "kwd", "0.001 KWD"), ("en", 0, "jpy", "0 JPY"), ("en", 100_000, "usd", "1,000.00 USD"),
        ("en", 999_999_999_999, "usd", "9,999,999,999.99 USD"), ("fr", 123_456, "eur", "1,234.56 EUR"),
    ])
    func `an amount is written as people write it there`(
        language: String,
        amount: Int64,
        code: String,
        text: String
    ) throws {
        #expect(Self.form(language).text(amount, try Currency(code)) == text)
    }

    @Test(
        arguments: [
            (20_532, "JPY", 0, "20,532 JPY"), (24_990_000_000, "USD", 9, "24.99 USD"),
            (2_500_001, "USD", 9, "0.002500001 USD"),
            (500_000, "EUR", 6, "0.50 EUR"), (1, "EUR", 1, "0.1 EUR"), (7, "XRP", 6, "0.000007 XRP"),
            (7_000_000, "XRP", 6, "7 XRP"),
            (UInt64.max, "USD", 18, "18.446744073709551615 USD"),
        ] as [(UInt64, String, Int, String)]
    )
    func `an amount at a wallet keeps every digit that counts`(
        value: UInt64,
        code: String,
        scale: Int,
        text: String
    ) {
        #expect(Self.form("en").text(WalletAmount(value: value, assetCode: code, assetScale: scale)) == text)
    }

    @Test(arguments: [
        ("en", "12.50", "eur", 1250), ("en", "12,50", "eur", 1250), ("de", "12,50", "eur", 1250),
        ("de", "12.50", "eur", 1250), ("en", "12", "eur", 1200), ("en", "12.5", "eur", 1250),
        ("en", "1,200", "eur", 120_000),
        ("de", "1.200", "eur", 120_000), ("en", "1,200.50", "eur", 120_050), ("en", "1.200,50", "eur", 120_050),
        ("en", "1,234,567", "eur", 123_456_700), ("en", "1,200", "jpy", 1200), ("en", "1.200", "kwd", 1200),
        ("de", "1,200", "kwd", 1200), ("de-CH", "1’200.50", "eur", 120_050), ("en", "1 200,50", "eur", 120_050),
        ("en", " 25 EUR ", "eur", 2500), ("en", "eur25", "eur", 2500), ("en", "€25", "eur", 2500),
        ("en", "$25", "usd", 2500),
        ("en", "007", "jpy", 7), ("en", "0.01", "usd", 1), ("de", "18.19 EUR", "eur", 1819),
        ("de", "1,200 JPY", "jpy", 1200), ("en", "1.200 JPY", "jpy", 1200), ("en", "1.200,50 €", "eur", 120_050),
        ("de", "1\u{202F}200,50\u{A0}€", "eur", 120_050), ("en", "1'200", "eur", 120_000), ("en", "¥ 500", "jpy", 500),
    ])
    func `what a donor types is read in the main unit`(
        language: String,
        text: String,
        code: String,
        amount: Int64
    ) throws {
        #expect(try Self.form(language).read(text, try Currency(code)) == amount)
    }

    @Test(
        arguments: [
            ("en", "", "eur", .unreadable), ("en", "abc", "eur", .unreadable), ("en", "-5", "eur", .unreadable),
            ("en", "+5", "eur", .unreadable), ("en", "5e2", "eur", .unreadable), ("en", ".", "eur", .unreadable),
            ("en", ".50", "eur", .unreadable), ("en", "5.", "eur", .unreadable), ("en", "1 2", "eur", .unreadable),
            ("en", "1,20,000", "eur", .unreadable), ("en", "1,2.5", "eur", .unreadable),
            ("en", "1٣", "eur", .unreadable), ("en", "1\u{301}", "eur", .unreadable),
            ("en", "1.2.3,4,5", "eur", .unreadable), ("en", "0x10", "eur", .unreadable),
            ("en", String(repeating: "1", count: 41), "eur", .unreadable), ("en", "5 EURO", "eur", .unreadable),
            ("en", "1.234", "eur", .ambiguous), ("de", "1,234", "eur", .ambiguous),
            ("en", "12.345 €", "eur", .ambiguous),
            ("en", "1.2345", "eur", .tooManyDecimals), ("en", "0.123", "eur", .tooManyDecimals),
            ("en", "1200,000", "eur", .tooManyDecimals), ("en", "1,200.505", "eur", .tooManyDecimals),
            ("en", "1.5", "jpy", .tooManyDecimals), ("de", "1.200,00 JPY", "jpy", .tooManyDecimals),
            ("en", "$25", "eur", .otherCurrency("$")), ("en", "25 USD", "eur", .otherCurrency("USD")),
            ("de", "chf 12,50", "eur", .otherCurrency("chf")), ("en", "1,200 JPY", "eur", .otherCurrency("JPY")),
            ("en", "99999999999999999999", "eur", .tooLarge),
        ] as [(String, String, String, AmountProblem)]
    )
    func `what is not beyond doubt is refused for what it is`(
        language: String,
        text: String,
        code: String,
        problem: AmountProblem
    ) throws {
        let currency = try Currency(code)
        #expect(throws: problem) { try Self.form(language).read(text, currency) }
    }

    @Test(arguments: ["en", "de", "de-CH"])
    func `what the page writes it reads again`(language: String) throws {
        let form = Self.form(language)
        for currency in [Sample.eur, Sample.jpy, Sample.kwd] {
            for amount: Int64 in [1, 99, 100, 1000, 123_456, 999_999, 1_000_000, 999_999_999_999] {
                #expect(try form.read(form.number(amount, currency), currency) == amount)
                #expect(try form.read(form.text(amount, currency), currency) == amount)
            }
        }
    }
}
