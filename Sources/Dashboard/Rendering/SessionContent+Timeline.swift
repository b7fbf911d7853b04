import Checkout
import CheckoutEngine
import Pages

extension SessionContent.Moment {
    /// An entry of a timeline, in words.
    init(_ entry: TimelineEntry) {
        momentTime = TimeContent(entry.at)
        let (text, detail) = entry.what.sentence
        momentText = HTMLText(text)
        momentDetail = detail.map(HTMLText.init)
    }
}

extension TimelineEntry.What {
    /// What happened, and what is to be said of it besides.
    fileprivate var sentence: (text: String, detail: String?) {
        switch self {
        case .created: ("The session was created", nil)
        case .walletNamed(let attempt, let wallet): ("The customer named a wallet\(Self.nth(attempt))", wallet)
        case .consentRequested: ("The wallet was asked for its owner’s approval", nil)
        case .consentGiven: ("The customer approved", nil)
        case .paymentOrdered: ("The payment was ordered", nil)
        case .paymentAccepted: ("The customer’s wallet took the order", nil)
        case .attemptEnded(_, let outcome, let failure): (outcome.sentence, failure?.sentence)
        case .completed: ("The session is completed", nil)
        case .expired: ("The session has expired", nil)
        case .canceled: ("The session was canceled", nil)
        case .eventRaised(let type): ("An event was raised for your webhook", type.text.description)
        case .deliveryAttempted(let number, let attempt): ("Webhook attempt \(number)", attempt.outcome)
        case .deliveryEnded(let status): (status.sentence, nil)
        }
    }

    private static func nth(_ attempt: Int) -> String {
        attempt > 1 ? " (attempt \(attempt))" : ""
    }
}

extension AttemptOutcome {
    fileprivate var sentence: String {
        switch self {
        case .paid: "The whole amount has arrived"
        case .partiallyPaid: "Only a part has arrived: please settle the rest with the customer"
        case .failed: "The attempt failed, and nothing moved"
        case .abandoned: "The customer started over"
        case .sessionEnded: "The session ended before it was paid"
        case .paidLate: "Money arrived though the session had ended: please give it back"
        }
    }
}

extension AttemptFailure {
    fileprivate var sentence: String {
        switch self {
        case .walletNotReached: "The customer’s wallet was not reached."
        case .walletUnsuitable: "The customer’s wallet cannot make payments of this kind."
        case .walletFailing: "The customer’s wallet answered with errors."
        case .amountRefused: "The customer’s wallet makes no payment of this amount."
        case .merchantWalletFailing: "Your wallet takes no payment now."
        case .declined: "The customer declined."
        case .approvalLost: "The approval did not come in time."
        case .priceRisen: "The price went up between approval and payment."
        case .paymentFailed: "The customer’s wallet did not pay."
        }
    }
}

extension DeliveryStatus {
    fileprivate var sentence: String {
        switch self {
        case .pending: "The event waits for another attempt"
        case .delivered: "Your server has taken the event"
        case .failed: "The event was given up after the last attempt"
        case .canceled: "There was nowhere to send the event to"
        }
    }
}
