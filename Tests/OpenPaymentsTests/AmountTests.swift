import Checkout
import OpenPayments
import Testing

@testable import TestTools

/// Money in other units, without a cent lost or made.
@Suite struct AmountTests {
    @Test(arguments: Vectors.all.amountRescale)
    func `the worked conversions come out`(vector: Vectors.Rescale) throws {
        let value = try #require(UInt64(vector.value))
        let amount = Amount(value: value, assetCode: "USD", assetScale: vector.fromScale)
        func converted(_ rounding: Amount.Rounding) throws -> String {
            String(try amount.rescaled(to: vector.toScale, rounding: rounding).value)
        }
        guard vector.reject == nil else {
            for rounding in [Amount.Rounding.exact, .down, .up] {
                #expect(throws: AmountProblem.tooLarge) { try converted(rounding) }
            }
            return
        }
        if let floor = vector.floor { #expect(try converted(.down) == floor) }
        if let ceil = vector.ceil { #expect(try converted(.up) == ceil) }
        if vector.exact == true {
            let there = try amount.rescaled(to: vector.toScale)
            #expect(there.assetScale == vector.toScale)
            #expect(try there.rescaled(to: vector.fromScale) == amount)
        } else {
            #expect(throws: AmountProblem.inexact) { try converted(.exact) }
        }
    }

    @Test(
        arguments: [
            (2500, "usd", "USD", 2, 2500), (2500, "usd", "USD", 9, 25_000_000_000), (2500, "usd", "USD", 0, 25),
            (500, "jpy", "JPY", 2, 50_000), (1234, "kwd", "KWD", 3, 1234), (0, "eur", "EUR", 2, 0),
        ] as [(Int64, String, String, UInt8, UInt64)]
    )
    func `a session's price becomes the wallet's units`(
        minor: Int64,
        currency: String,
        code: String,
        scale: UInt8,
        value: UInt64
    ) throws {
        let amount = try Amount(minorUnits: minor, currency: try Currency(currency), inAsset: code, scale: scale)
        #expect(amount == Amount(value: value, assetCode: code, assetScale: scale))
    }

    @Test(
        arguments: [
            (2550, "usd", "USD", 0, .inexact), (2500, "usd", "EUR", 2, .otherCurrency),
            (2500, "usd", "usd", 2, .otherCurrency), (-1, "usd", "USD", 2, .negative),
            (Int64.max, "usd", "USD", 9, .tooLarge), (1, "usd", "USD", 19, .scaleTooFine),
            (1, "usd", "USD", 255, .scaleTooFine),
        ] as [(Int64, String, String, UInt8, AmountProblem)]
    )
    func `a price that the wallet cannot hold is refused`(
        minor: Int64,
        currency: String,
        code: String,
        scale: UInt8,
        problem: AmountProblem
    ) throws {
        let currency = try Currency(currency)
        #expect(throws: problem) { try Amount(minorUnits: minor, currency: currency, inAsset: code, scale: scale) }
    }

    @Test func `amounts are compared in one asset only`() {
        let price = Amount(value: 2500, assetCode: "USD", assetScale: 2)
        #expect(price.covers(price))
        #expect(Amount(value: 2501, assetCode: "USD", assetScale: 2).covers(price))
        #expect(!Amount(value: 2499, assetCode: "USD", assetScale: 2).covers(price))
        #expect(!Amount(value: 2500, assetCode: "USD", assetScale: 9).covers(price))
        #expect(!Amount(value: 9999, assetCode: "EUR", assetScale: 2).covers(price))
    }
}
