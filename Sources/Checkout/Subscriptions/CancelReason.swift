/// Why a subscription was canceled.
package enum CancelReason: UInt8, Hashable, Sendable, CaseIterable {
    /// The merchant says so.
    case merchant
    /// The customer has revoked the approval at the wallet.
    case customer
    /// The wallet's authorisation is lost: only another approval, in another session, makes another.
    case wallet
    /// ``Limits/unpaidPeriods`` periods in a row were not paid.
    case unpaid

    /// The reason as it stands in JSON.
    package var text: StaticString {
        switch self {
        case .merchant: "merchant"
        case .customer: "customer"
        case .wallet: "wallet"
        case .unpaid: "unpaid"
        }
    }

    /// Reads a reason as it stands in JSON, exactly.
    package init?(parsing text: String) {
        guard let reason = Self.allCases.first(where: { $0.text.description == text }) else { return nil }
        self = reason
    }
}
