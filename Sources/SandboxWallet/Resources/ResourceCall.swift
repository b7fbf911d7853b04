/// A call to the resource server, its body and query read.
enum ResourceCall: Sendable {
    case createIncomingPayment(IncomingPaymentRequest)
    case readIncomingPayment(String)
    case completeIncomingPayment(String)
    case listIncomingPayments(String, PageRequest)
    case createQuote(QuoteRequest)
    case readQuote(String)
    case createOutgoingPayment(OutgoingPaymentRequest)
    case readOutgoingPayment(String)
    case listOutgoingPayments(String, PageRequest)
    case readSpending

    /// What a grant has to be about.
    var kind: AccessRight.Kind {
        switch self {
        case .createIncomingPayment, .readIncomingPayment, .completeIncomingPayment, .listIncomingPayments:
            .incomingPayment
        case .createQuote, .readQuote: .quote
        case .createOutgoingPayment, .readOutgoingPayment, .listOutgoingPayments, .readSpending: .outgoingPayment
        }
    }

    /// What a grant has to allow.
    var action: AccessRight.Action {
        switch self {
        case .createIncomingPayment, .createQuote, .createOutgoingPayment, .readSpending: .create
        case .readIncomingPayment, .readQuote, .readOutgoingPayment: .read
        case .completeIncomingPayment: .complete
        case .listIncomingPayments, .listOutgoingPayments: .list
        }
    }

    /// The kind of call, for faults and the log.
    var operation: Operation {
        switch self {
        case .createIncomingPayment: .createIncomingPayment
        case .readIncomingPayment: .readIncomingPayment
        case .completeIncomingPayment: .completeIncomingPayment
        case .listIncomingPayments: .listIncomingPayments
        case .createQuote: .createQuote
        case .readQuote: .readQuote
        case .createOutgoingPayment: .createOutgoingPayment
        case .readOutgoingPayment: .readOutgoingPayment
        case .listOutgoingPayments: .listOutgoingPayments
        case .readSpending: .readSpending
        }
    }
}
