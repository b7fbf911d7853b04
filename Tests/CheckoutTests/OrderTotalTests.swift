import Checkout
import Testing

struct OrderTotalTests {
    @Test func `adds amounts times quantities`() {
        let items = [
            LineItem(name: "a", unitAmount: 2499, quantity: 2), LineItem(name: "b", unitAmount: 899, quantity: 1),
        ]
        #expect(OrderTotal.sum(of: items) == 5897)
    }

    @Test func `reaches the limit and not beyond`() {
        let most = LineItem(name: "a", unitAmount: Limits.amountMaximum)
        #expect(OrderTotal.sum(of: [most]) == 999_999_999_999)
        #expect(OrderTotal.sum(of: [most, LineItem(name: "b", unitAmount: 1)]) == nil)
    }

    @Test(arguments: [
        [(Int64.max, Int64(2))], [(.max, 1), (.max, 1)], [(1 << 62, 4)], [(Int64.max, .max)],
        [(999_999_999_999, 1_000_000)],
    ])
    func `never wraps`(parts: [(Int64, Int64)]) {
        let items = parts.map { LineItem(name: "a", unitAmount: $0.0, quantity: $0.1) }
        #expect(OrderTotal.sum(of: items) == nil)
    }

    @Test func `does not count a price that is still to be chosen`() {
        #expect(OrderTotal.sum(of: [LineItem(name: "a", unitAmount: nil, quantity: 3)]) == 0)
    }
}
