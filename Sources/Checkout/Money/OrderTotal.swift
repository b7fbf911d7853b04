/// Adds up what a session costs.
package enum OrderTotal {
    /// The sum of `unitAmount × quantity`, in the currency's smallest unit.
    ///
    /// `nil` when it exceeds ``Limits/amountMaximum``; an overflow of the machine's integers counts as that, never
    /// wraps. Items whose price the customer chooses add nothing.
    package static func sum(of items: [LineItem]) -> Int64? {
        var total: Int64 = 0
        for item in items {
            guard let unitAmount = item.unitAmount else { continue }
            let (product, productOverflows) = unitAmount.multipliedReportingOverflow(by: item.quantity)
            let (sum, sumOverflows) = total.addingReportingOverflow(product)
            guard !productOverflows, !sumOverflows, sum <= Limits.amountMaximum else { return nil }
            total = sum
        }
        return total
    }
}
