/// How far a session's attempt to pay has come.
///
/// ``charging`` is a one-way door: from the moment at which it is on disk, an order to pay may be at the customer's
/// wallet, and only what the wallets say leads on.
package enum AttemptStage: UInt8, Hashable, Sendable, CaseIterable {
    /// The wallets are asked what it takes to pay.
    case preparing
    /// The customer's wallet waits for its owner's approval.
    case awaitingConsent
    /// A genuine approval was claimed, and is redeemed for a token.
    case continuing
    /// The order to pay is about to be sent, or was, and nobody knows what became of it.
    case charging
    /// The customer's wallet has taken the order, and money may be on its way.
    case processing
    /// The attempt is over, and a wallet still has to be told so.
    case closing
    /// The attempt is dead; another may follow, on the same incoming payment.
    case ended
    /// Nothing is owed to anybody any more, and every secret is dropped. Final.
    case closed

    /// The stage as it stands in JSON.
    package var text: StaticString {
        switch self {
        case .preparing: "preparing"
        case .awaitingConsent: "awaiting_consent"
        case .continuing: "continuing"
        case .charging: "charging"
        case .processing: "processing"
        case .closing: "closing"
        case .ended: "ended"
        case .closed: "closed"
        }
    }

    /// Whether the attempt has not been decided: it may still come to a payment.
    package var isLive: Bool {
        switch self {
        case .preparing, .awaitingConsent, .continuing, .charging, .processing: true
        case .closing, .ended, .closed: false
        }
    }

    /// Whether money may be moving, or may be about to.
    package var mayMoveMoney: Bool {
        switch self {
        case .charging, .processing: true
        case .preparing, .awaitingConsent, .continuing, .closing, .ended, .closed: false
        }
    }

    /// Whether something is left to do: the session stays as long.
    package var isUnfinished: Bool { self != .closed }

    /// The stages that may come behind this one in the same attempt; each may also stay as it is, but ``closed``.
    ///
    /// Under a standing grant nobody is asked any more: the order follows on the preparation.
    func successors(under basis: PaymentBasis) -> [AttemptStage] {
        switch self {
        case .preparing:
            [.preparing, basis == .approval ? .awaitingConsent : .charging, .closing, .ended, .closed]
        case .awaitingConsent: [.awaitingConsent, .continuing, .closing]
        case .continuing: [.continuing, .charging, .closing]
        case .charging: [.charging, .processing, .closing]
        case .processing: [.processing, .closing]
        case .closing: [.closing, .ended, .closed]
        case .ended: [.ended, .closing, .closed]
        case .closed: []
        }
    }

    /// Reads a stage as it stands in JSON, exactly.
    package init?(parsing text: String) {
        guard let stage = Self.allCases.first(where: { $0.text.description == text }) else { return nil }
        self = stage
    }
}
