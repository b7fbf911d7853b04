/// What one currency costs in another: a fixed table, and whole numbers all the way.
enum ExchangeRates {
    /// Millionths of a US dollar that one main unit of a currency is worth.
    private static let microdollars: [String: UInt64] = [
        "USD": 1_000_000, "EUR": 1_100_000, "GBP": 1_250_000, "CHF": 1_150_000, "JPY": 6_500,
    ]

    /// The finest scale that is counted in; beyond it products would leave 128 bits.
    private static let finestScale = 12

    /// What has to be taken so that `wanted` arrives, rounded up, the fee on top; nil without a rate or beyond 64 bits.
    static func debit(toDeliver wanted: Amount, from asset: Asset, feePercent: UInt64) -> Amount? {
        if wanted.asset == asset, feePercent == 0 { return wanted }
        guard let rates = rates(from: asset, to: wanted.asset) else { return nil }
        let product = multiply(UInt128(wanted.value), rates.to, rates.fromUnits, UInt128(100 + feePercent))
        guard let product, let value = quotient(product, rates.from * rates.toUnits * 100, isRoundedUp: true) else {
            return nil
        }
        return Amount(value, asset)
    }

    /// What arrives when `taken` is taken, the fee inside it, rounded down; nil without a rate or beyond 64 bits.
    static func delivery(of taken: Amount, in asset: Asset, feePercent: UInt64) -> Amount? {
        if taken.asset == asset, feePercent == 0 { return taken }
        guard let rates = rates(from: taken.asset, to: asset) else { return nil }
        let product = multiply(UInt128(taken.value), rates.from, rates.toUnits, 100)
        let divisor = rates.to * rates.fromUnits * UInt128(100 + feePercent)
        guard let product, let value = quotient(product, divisor, isRoundedUp: false) else { return nil }
        return Amount(value, asset)
    }

    /// The part of a debit that belongs to a part of what was to arrive, rounded up.
    static func share(of debit: Amount, delivering part: UInt64, of whole: UInt64) -> Amount {
        precondition(whole > 0 && part <= whole, "a part is no more than the whole")
        let product = UInt128(debit.value) * UInt128(part)
        return Amount(UInt64((product + UInt128(whole) - 1) / UInt128(whole)), debit.asset)
    }

    private static func rates(
        from: Asset,
        to: Asset
    ) -> (from: UInt128, fromUnits: UInt128, to: UInt128, toUnits: UInt128)? {
        guard let fromRate = microdollars[from.code], let toRate = microdollars[to.code],
            from.scale <= finestScale, to.scale <= finestScale
        else { return nil }
        return (UInt128(fromRate), power(from.scale), UInt128(toRate), power(to.scale))
    }

    private static func power(_ scale: Int) -> UInt128 {
        (0..<scale).reduce(1) { power, _ in power * 10 }
    }

    private static func multiply(_ factors: UInt128...) -> UInt128? {
        var product: UInt128 = 1
        for factor in factors {
            let (next, isTooBig) = product.multipliedReportingOverflow(by: factor)
            guard !isTooBig else { return nil }
            product = next
        }
        return product
    }

    private static func quotient(_ product: UInt128, _ divisor: UInt128, isRoundedUp: Bool) -> UInt64? {
        let (quotient, remainder) = product.quotientAndRemainder(dividingBy: divisor)
        return UInt64(exactly: quotient + (isRoundedUp && remainder > 0 ? 1 : 0))
    }
}
