/// Adds up what a session costs.
package enum OrderTotal {
    /// The price of so many pieces; `nil` when it exceeds ``Limits/amountMaximum``.
    package static func price(of quantity: Int64, at unitAmount: Int64) -> Int64? {
        let (product, overflows) = unitAmount.multipliedReportingOverflow(by: quantity)
        return overflows || product > Limits.amountMaximum ? nil : product
    }

    /// The sum of `unitAmount × quantity`, in the currency's smallest unit.
    ///
    /// `nil` when it exceeds ``Limits/amountMaximum``; an overflow of the machine's integers counts as that, never
    /// wraps. Items whose price the customer chooses add nothing.
    package static func sum(of items: [LineItem]) -> Int64? {
        var total: Int64 = 0
        for item in items {
            guard let unitAmount = item.unitAmount else { continue }
            guard let product = price(of: item.quantity, at: unitAmount) else { return nil }
            let (sum, sumOverflows) = total.addingReportingOverflow(product)
            guard !sumOverflows, sum <= Limits.amountMaximum else { return nil }
            total = sum
        }
        return total
    }
}
