import OpenPayments
import OutboundHTTP
import Synchronization

/// A way to the wallets on which calls and answers may be others than they were.
///
/// It remembers the incoming payments for which a wallet has taken an order.
final class EditedCalls: PaymentTransport {
    /// What comes back of a call; `paid` says whether an order for the incoming payment of it was taken.
    typealias Edit = @Sendable (_ request: OutboundRequest, _ answer: OutboundAnswer, _ paid: Bool) -> OutboundAnswer

    /// What is answered without being sent; nil for all other calls.
    typealias Withhold = @Sendable (OutboundRequest) -> OutboundAnswer?

    private let inner: any PaymentTransport
    private let withhold: Withhold?
    private let edit: Edit
    private let receivers = Mutex<Set<String>>([])

    init(
        _ inner: any PaymentTransport,
        withhold: Withhold?,
        edit: @escaping Edit
    ) {
        self.inner = inner
        self.withhold = withhold
        self.edit = edit
    }

    func send(_ request: OutboundRequest, policy: OutboundPolicy) async throws(OutboundProblem) -> OutboundAnswer {
        if let answer = withhold?(request) { return answer }
        let answer = try await inner.send(request, policy: policy)
        if request.isOrder, answer.status == 201, let receiver = answer.text.firstMatch(of: /"receiver":"([^"]+)"/) {
            receivers.withLock { _ = $0.insert(String(receiver.output.1)) }
        }
        let isPaid = receivers.withLock { $0.contains { request.url.hasPrefix($0) } }
        return edit(request, answer, isPaid)
    }
}

extension OutboundRequest {
    /// Whether it orders a payment.
    var isOrder: Bool { method == "POST" && url.hasSuffix("/outgoing-payments") }
}

extension OutboundAnswer {
    /// The body.
    var text: String { String(decoding: body, as: UTF8.self) }

    /// The same answer with another body.
    func saying(_ text: String) -> OutboundAnswer {
        OutboundAnswer(status: status, body: Array(text.utf8))
    }
}
