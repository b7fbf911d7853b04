import Checkout
import Testing

struct CurrencyTests {
    @Test(arguments: [
        ("usd", 2), ("EUR", 2), ("Jpy", 0), ("kwd", 3), ("bhd", 3), ("krw", 0), ("uyw", 4), ("xof", 0), ("xcg", 2),
        ("chf", 2), ("clp", 0), ("zwg", 2), ("isk", 0), ("vnd", 0), ("tnd", 3), ("xad", 2),
    ])
    func `takes listed currencies in any letter case`(code: String, exponent: Int) throws {
        let currency = try Currency(code)
        #expect(currency.text == code.lowercased())
        #expect(currency.exponent == exponent)
        var bytes: [UInt8] = []
        currency.append(to: &bytes)
        #expect(bytes == Array(code.lowercased().utf8))
    }

    @Test(arguments: ["", "us", "usdd", "u$d", "us ", "üsd", "12a", "us\u{0}", "@sd", "[sd", "ＵＳＤ"])
    func `refuses what is not three letters`(code: String) {
        #expect(throws: RuleViolation.currencyMalformed) { try Currency(code) }
    }

    @Test(arguments: ["aaa", "zzz", "bgn", "hrk", "ang", "cuc", "dem", "sll", "vef", "zwl", "btc"])
    func `refuses what the list does not have, or no longer has`(code: String) {
        #expect(throws: RuleViolation.currencyNotListed) { try Currency(code) }
    }

    @Test(arguments: ["xau", "xag", "xpd", "xpt", "xdr", "xba", "xbb", "xbc", "xbd", "xsu", "xua", "xxx", "XTS"])
    func `refuses what is listed without a minor unit`(code: String) {
        #expect(throws: RuleViolation.currencyWithoutMinorUnit) { try Currency(code) }
    }

    @Test(arguments: ["bov", "che", "chw", "clf", "cou", "mxv", "usn", "uyi"])
    func `refuses funds`(code: String) {
        #expect(throws: RuleViolation.currencyIsFund) { try Currency(code) }
    }

    @Test func `has as many currencies as the list`() {
        var count = 0
        let letters = "abcdefghijklmnopqrstuvwxyz"
        for first in letters {
            for second in letters {
                for third in letters where (try? Currency("\(first)\(second)\(third)")) != nil { count += 1 }
            }
        }
        // 178 codes on the list, 13 of them without a minor unit and 8 funds.
        #expect(count == 178 - 13 - 8)
    }
}
