import Checkout
import CheckoutEngine
import PaymentFlows

/// What is told of a session line by line.
extension SessionContent {
    static func facts(of session: StoredSession, _ contents: SessionContents) -> [FactContent] {
        let state = session.state
        var facts: [FactContent] = [
            .text("Kind", contents.order.purpose.text),
            .text("Payment status", state.paymentStatus.name),
            .time("Created", TimeContent(session.createdAt)),
        ]
        if state.status.isFinal, let endedAt = state.endedAt {
            facts.append(.time(state.status.name, TimeContent(endedAt)))
        } else {
            facts.append(.time("Expires", TimeContent(state.expiresAt)))
        }
        if let reference = contents.clientReferenceID { facts.append(.text("Your reference", reference)) }
        if let email = contents.customerEmail { facts.append(.text("Customer’s email", email)) }
        return facts + [
            .link("Goes on to", contents.successURL), .link("Goes back to", contents.cancelURL),
        ]
    }

    static func facts(of payment: SessionPayment) -> [FactContent] {
        let state = payment.session.state
        var facts: [FactContent] = []
        for (name, address) in [
            ("Customer’s wallet", state.customerWallet), ("Incoming payment", state.incomingPayment),
            ("Outgoing payment", state.outgoingPayment),
        ] {
            if let address { facts.append(.link(name, address)) }
        }
        if let subscription = state.subscription { facts.append(.text("Subscription", subscription, isCode: true)) }
        guard let attempt = payment.attempt else { return facts }
        facts.append(.text("Attempts", Amounts.count(attempt.number)))
        facts.append(.text("To be received", Amounts.text(attempt.amount, attempt.merchant.asset)))
        if attempt.received > 0 {
            facts.append(.text("Received", Amounts.text(attempt.received, attempt.merchant.asset)))
        }
        if let quote = attempt.quote {
            facts.append(.text("Customer’s price", Amounts.text(quote.debit, attempt.customer.asset)))
        }
        return facts
    }
}

extension PaymentOrder.Purpose {
    fileprivate var text: String {
        switch self {
        case .payment: "Payment"
        case .subscription(let recurring): "Subscription, \(recurring.text)"
        case .donation: "Donation"
        case .chosenDonation: "Donation, the donor chooses the amount"
        }
    }
}

extension Recurring {
    /// How often, in words.
    var text: String {
        let unit = interval.text
        return count == 1 ? "every \(unit)" : "every \(count) \(unit)s"
    }
}

extension PaymentStatus {
    fileprivate var name: String {
        switch self {
        case .unpaid: "Unpaid"
        case .partiallyPaid: "Partially paid: please settle the rest with the customer"
        case .paid: "Paid"
        }
    }
}
