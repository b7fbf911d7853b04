/// The part of a session that changes; the rest is the bytes rendered at its creation.
///
/// Only ``SessionRules`` changes it. 48 bytes with one reference that is `nil` until a wallet is named.
package struct SessionState: Sendable {
    /// When the session stops being payable, whether or not anybody has noticed yet.
    package internal(set) var expiresAt: Timestamp

    /// When the session became final; set exactly then.
    package internal(set) var endedAt: Timestamp?

    /// Where the session stands.
    package internal(set) var status: SessionStatus

    /// How much has arrived.
    package internal(set) var paymentStatus: PaymentStatus

    /// The whole price in the currency's smallest unit; `nil` until the donor has chosen.
    package internal(set) var amountTotal: Int64?

    var trail: PaymentTrail?

    /// A session that was just created.
    package init(opening amountTotal: Int64?, expiresAt: Timestamp) {
        self.expiresAt = expiresAt
        self.amountTotal = amountTotal
        status = .open
        paymentStatus = .unpaid
    }

    /// The wallet the customer has named, a URL.
    package var customerWallet: String? { trail?.customerWallet }

    /// The payment expected at the merchant's wallet, a URL; kept over several attempts.
    package var incomingPayment: String? { trail?.incomingPayment }

    /// The payment leaving the customer's wallet, a URL.
    package var outgoingPayment: String? { trail?.outgoingPayment }

    /// The identifier of the subscription that the completed session has made.
    package var subscription: String? { trail?.subscription }

    /// When the whole amount was there; set exactly in ``SessionStatus/completed``.
    package var completedAt: Timestamp? { status == .completed ? endedAt : nil }

    /// Whether time has ended the session without this being recorded yet.
    ///
    /// True from ``expiresAt`` on, in the statuses that time can end. Such a session is never shown as open: whoever
    /// meets it records its expiry first.
    package func isDue(at now: Timestamp) -> Bool {
        status.isStoppable && expiresAt <= now
    }

    mutating func setTrail(
        customerWallet: String?,
        incomingPayment: String?,
        outgoingPayment: String?,
        subscription: String?
    ) {
        trail = PaymentTrail(
            customerWallet: customerWallet,
            incomingPayment: incomingPayment,
            outgoingPayment: outgoingPayment,
            subscription: subscription
        )
    }
}

extension SessionState: Equatable {
    /// Whether all members are equal, the texts compared as texts.
    package static func == (left: SessionState, right: SessionState) -> Bool {
        left.expiresAt == right.expiresAt && left.endedAt == right.endedAt && left.status == right.status
            && left.paymentStatus == right.paymentStatus && left.amountTotal == right.amountTotal
            && left.customerWallet == right.customerWallet && left.incomingPayment == right.incomingPayment
            && left.outgoingPayment == right.outgoingPayment && left.subscription == right.subscription
    }
}
