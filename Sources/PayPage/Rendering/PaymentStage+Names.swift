import PaymentFlows

extension PaymentStage {
    /// Tells stages apart for the page's script; each offer is a stage of its own.
    var name: String {
        switch self {
        case .notPayable: "not_payable"
        case .open: "open"
        case .outOfAttempts: "out_of_attempts"
        case .preparing: "preparing"
        case .offered(let offer): "offered-\(offer.number.value)"
        case .awaitingApproval(let offer, _): "awaiting_approval-\(offer.number.value)"
        case .processing: "processing"
        case .partiallyPaid: "partially_paid"
        case .completed: "completed"
        case .expired: "expired"
        case .canceled: "canceled"
        }
    }

    /// What the page says first.
    var title: Phrase {
        switch self {
        case .notPayable: .notPayableTitle
        case .open: .openTitle
        case .outOfAttempts: .outOfAttemptsTitle
        case .preparing: .preparingTitle
        case .offered: .offeredTitle
        case .awaitingApproval: .awaitingTitle
        case .processing: .processingTitle
        case .partiallyPaid: .partialTitle
        case .completed: .completedTitle
        case .expired: .expiredTitle
        case .canceled: .canceledTitle
        }
    }
}

extension PaymentView {
    /// What the page says first of this session.
    var stageTitle: Phrase {
        switch (stage, order.purpose) {
        case (.open, .donation), (.open, .chosenDonation): .giveTitle
        case (_, .payment), (_, .subscription), (_, .donation), (_, .chosenDonation): stage.title
        }
    }
}
