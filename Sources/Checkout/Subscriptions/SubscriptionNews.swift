/// What merchants are told of a subscription.
package enum SubscriptionNews: UInt8, Hashable, Sendable, CaseIterable {
    /// Its session has made it, and its first period is paid.
    case created
    /// A later period is paid.
    case renewed
    /// An attempt to charge has failed.
    case paymentFailed
    /// Nothing is charged any more.
    case canceled

    /// The news as they stand in the log.
    package var text: StaticString {
        switch self {
        case .created: "created"
        case .renewed: "renewed"
        case .paymentFailed: "payment_failed"
        case .canceled: "canceled"
        }
    }

    /// Reads news as they stand in the log, exactly.
    package init?(parsing text: String) {
        guard let news = Self.allCases.first(where: { $0.text.description == text }) else { return nil }
        self = news
    }
}
