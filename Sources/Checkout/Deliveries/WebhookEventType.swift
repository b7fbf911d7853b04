/// What merchants are told by webhook: how a session became final, and what becomes of a subscription.
package enum WebhookEventType: UInt8, Hashable, Sendable, CaseIterable {
    /// The whole amount has arrived.
    case sessionCompleted
    /// Time was up, or the merchant has ended the session.
    case sessionExpired
    /// The merchant has called the session off.
    case sessionCanceled
    /// A session has made a subscription.
    case subscriptionCreated
    /// A later period of a subscription is paid.
    case subscriptionRenewed
    /// An attempt to charge a subscription has failed.
    case subscriptionPaymentFailed
    /// A subscription is charged no more.
    case subscriptionCanceled

    /// The type as it stands in bodies, headers and lists.
    package var text: StaticString {
        switch self {
        case .sessionCompleted: "checkout.session.completed"
        case .sessionExpired: "checkout.session.expired"
        case .sessionCanceled: "checkout.session.canceled"
        case .subscriptionCreated: "subscription.created"
        case .subscriptionRenewed: "subscription.renewed"
        case .subscriptionPaymentFailed: "subscription.payment_failed"
        case .subscriptionCanceled: "subscription.canceled"
        }
    }

    /// What is told of a session in this status; `nil` for one that is not final.
    package init?(of status: SessionStatus) {
        switch status {
        case .completed: self = .sessionCompleted
        case .expired: self = .sessionExpired
        case .canceled: self = .sessionCanceled
        case .open, .preparing, .awaitingApproval, .processing: return nil
        }
    }

    /// What is told of these news of a subscription.
    package init(of news: SubscriptionNews) {
        self =
            switch news {
            case .created: .subscriptionCreated
            case .renewed: .subscriptionRenewed
            case .paymentFailed: .subscriptionPaymentFailed
            case .canceled: .subscriptionCanceled
            }
    }

    /// Whether a subscription is told of, and not a session.
    package var isOfSubscription: Bool {
        switch self {
        case .sessionCompleted, .sessionExpired, .sessionCanceled: false
        case .subscriptionCreated, .subscriptionRenewed, .subscriptionPaymentFailed, .subscriptionCanceled: true
        }
    }

    /// Reads a type as it stands in lists, exactly.
    package init?(parsing text: String) {
        guard let type = Self.allCases.first(where: { $0.text.description == text }) else { return nil }
        self = type
    }
}
