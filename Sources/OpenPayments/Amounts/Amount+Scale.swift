package import Checkout

/// Amounts counted in other units.
extension Amount {
    /// What becomes of a part that is less than one unit.
    package enum Rounding: Sendable {
        /// It is refused.
        case exact
        /// It is dropped.
        case down
        /// It becomes a whole unit.
        case up
    }

    /// The same amount in units of another scale.
    package func rescaled(to scale: UInt8, rounding: Rounding = .exact) throws(AmountProblem) -> Amount {
        guard max(assetScale, scale) <= WalletLimits.assetScale || assetScale == scale else { throw .scaleTooFine }
        return Amount(
            value: try Self.rescale(value, from: assetScale, to: scale, rounding: rounding),
            assetCode: assetCode,
            assetScale: scale
        )
    }

    /// What a session costs, in the units of the merchant's wallet.
    ///
    /// The wallet must hold the session's currency; that is looked at first, since a code and a guessed scale would
    /// charge another price.
    package init(
        minorUnits: Int64,
        currency: Currency,
        inAsset assetCode: String,
        scale: UInt8
    ) throws(AmountProblem) {
        guard currency.text.uppercased() == assetCode else { throw .otherCurrency }
        guard let value = UInt64(exactly: minorUnits) else { throw .negative }
        self = try Amount(value: value, assetCode: assetCode, assetScale: UInt8(currency.exponent))
            .rescaled(to: scale)
    }

    private static func rescale(
        _ value: UInt64,
        from scale: UInt8,
        to newScale: UInt8,
        rounding: Rounding
    ) throws(AmountProblem) -> UInt64 {
        var factor: UInt64 = 1
        for _ in 0..<max(scale, newScale) - min(scale, newScale) { factor *= 10 }
        if newScale >= scale {
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: factor)
            guard !isTooLarge else { throw .tooLarge }
            return product
        }
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: factor)
        switch rounding {
        case .exact: guard rest == 0 else { throw .inexact }
        case .down: break
        case .up: return quotient + (rest == 0 ? 0 : 1)
        }
        return quotient
    }
}
