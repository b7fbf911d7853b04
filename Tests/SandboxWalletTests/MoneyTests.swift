import Testing

@testable import SandboxWallet

@Suite struct MoneyTests {
    private let dollars = Asset(code: "USD", scale: 2)
    private let euros = Asset(code: "EUR", scale: 2)
    private let yen = Asset(code: "JPY", scale: 0)
    private let nanodollars = Asset(code: "USD", scale: 9)

    @Test func `a debit is rounded up, with its fee on top`() {
        func debit(_ value: UInt64, _ asset: Asset, fee: UInt64 = 0) -> UInt64? {
            ExchangeRates.debit(toDeliver: Amount(value, dollars), from: asset, feePercent: fee)?.value
        }
        #expect(debit(2500, dollars) == 2500)
        #expect(debit(2500, dollars, fee: 1) == 2525)
        #expect(debit(2501, dollars, fee: 1) == 2527)
        // 25.00 / 1.1 is 22.7272…
        #expect(debit(2500, euros) == 2273)
        #expect(debit(2500, euros, fee: 1) == 2296)
        #expect(debit(2500, yen) == 3847)
        #expect(debit(2500, nanodollars) == 25_000_000_000)
        #expect(debit(.max, nanodollars) == nil)
        // ISO 4217's code for no currency at all, which no table of rates has.
        #expect(debit(2500, Asset(code: "XXX", scale: 2)) == nil)
        #expect(debit(2500, Asset(code: "USD", scale: 255)) == nil)
    }

    @Test(arguments: [1, 99, 2500, 123_457, 9_999_999] as [UInt64])
    func `what a debit delivers is no less than what it was for`(_ value: UInt64) throws {
        for asset in [dollars, euros, yen, nanodollars] {
            for fee in [0, 1] as [UInt64] {
                let wanted = Amount(value, dollars)
                let debit = try #require(ExchangeRates.debit(toDeliver: wanted, from: asset, feePercent: fee))
                let delivery = try #require(ExchangeRates.delivery(of: debit, in: dollars, feePercent: fee))
                #expect(delivery.value >= value)
                let less = Amount(debit.value - 1, asset)
                let short = try #require(ExchangeRates.delivery(of: less, in: dollars, feePercent: fee))
                #expect(short.value < value, "one unit less would not have been enough")
            }
        }
    }

    @Test func `a part of a payment takes its part of the debit, rounded up`() {
        #expect(ExchangeRates.share(of: Amount(2273, euros), delivering: 1250, of: 2500).value == 1137)
        #expect(ExchangeRates.share(of: Amount(2273, euros), delivering: 0, of: 2500).value == 0)
        #expect(ExchangeRates.share(of: Amount(.max, euros), delivering: 7, of: 7).value == .max)
    }

    @Test(
        arguments: [
            (2331, 2, "23.31 CUR"), (5, 2, "0.05 CUR"), (2500, 0, "2,500 CUR"), (123_456_789, 2, "1,234,567.89 CUR"),
            (99_999, 2, "999.99 CUR"), (25_000_000_000, 9, "25.00 CUR"),
            (25_000_000_001, 9, "25.000000001 CUR"), (12, 1, "1.2 CUR"), (0, 2, "0.00 CUR"),
        ] as [(UInt64, Int, String)]
    )
    func `people read amounts in main units`(_ value: UInt64, _ scale: Int, _ text: String) {
        #expect(Amount(value, Asset(code: "CUR", scale: scale)).spelled == text)
    }

    @Test func `the ledger takes a transaction whole, or not at all`() {
        var ledger = Ledger()
        func move(_ from: Ledger.Book, _ to: Ledger.Book, _ value: UInt64) -> Ledger.Movement {
            Ledger.Movement(from: from, to: to, amount: Amount(value, dollars))
        }
        func enter(_ movements: Ledger.Movement...) -> Bool {
            ledger.enter(Ledger.Transaction(reason: "test", movements: movements))
        }
        #expect(enter(move(.outside(dollars), .wallet("a"), 100)))
        #expect(!enter(move(.wallet("a"), .wallet("b"), 60), move(.wallet("a"), .wallet("c"), 41)))
        #expect(ledger.balance(ofWallet: "a") == 100)
        #expect(ledger.balance(ofWallet: "b") == 0)
        #expect(enter(move(.wallet("a"), .wallet("b"), 60), move(.wallet("a"), .wallet("c"), 40)))
        #expect(["a", "b", "c"].map { ledger.balance(ofWallet: $0) } == [0, 60, 40])
        #expect(ledger.transactions.count == 2)
        ledger.checkInvariants { _ in dollars }
    }
}
