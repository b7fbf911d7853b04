/// The kinds of calls, as faults and the event log name them.
enum Operation: String, Sendable, Hashable, CaseIterable {
    case walletAddress = "wallet-address"
    case keys
    case grant
    case continuation = "continue"
    case cancel
    case rotate
    case revoke
    case createIncomingPayment = "create-incoming-payment"
    case readIncomingPayment = "read-incoming-payment"
    case completeIncomingPayment = "complete-incoming-payment"
    case listIncomingPayments = "list-incoming-payments"
    case createQuote = "create-quote"
    case readQuote = "read-quote"
    case createOutgoingPayment = "create-outgoing-payment"
    case readOutgoingPayment = "read-outgoing-payment"
    case listOutgoingPayments = "list-outgoing-payments"
    case readSpending = "read-outgoing-payment-grant"
}
