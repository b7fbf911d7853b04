import Checkout
import Testing

/// Sessions on every stop of their way, made by the events that lead there.
enum SessionStates {
    static let all = [
        "open", "preparing", "awaiting_approval", "processing", "partial", "completed", "expired", "canceled",
    ]

    /// The state of a name in ``all``, reached well before `deadline`.
    static func state(_ name: String, deadline: Timestamp) throws -> SessionState {
        let way: [SessionEvent] = [
            .preparationStarted(customerWallet: "https://wallet.example/alice"),
            .approvalRequested(incomingPayment: "https://wallet.example/in/1"),
            .approvalClaimed,
        ]
        let events: [SessionEvent]? =
            switch name {
            case "open": []
            case "preparing": Array(way.prefix(1))
            case "awaiting_approval": Array(way.prefix(2))
            case "processing": way
            case "partial": way + [.partiallyPaid(outgoingPayment: "https://wallet.example/out/1")]
            case "completed": way + [.completed(outgoingPayment: "https://wallet.example/out/1", subscription: nil)]
            case "expired": [.expired]
            case "canceled": [.canceled]
            default: nil
            }
        var state = SessionState(opening: 5897, expiresAt: deadline)
        for event in try #require(events) { SessionRules.apply(event, at: deadline - 3000, to: &state) }
        return state
    }

    /// The name of a state in ``all``.
    static func name(of state: SessionState) -> String {
        state.status == .processing && state.paymentStatus == .partiallyPaid
            ? "partial" : state.status.text.description
    }
}
