import OpenPayments
import OutboundHTTP
import Synchronization

/// A transport that answers by a script, and remembers what it was asked.
final class ScriptedTransport: PaymentTransport {
    typealias Answer = Result<OutboundAnswer, OutboundProblem>

    private let answers: Mutex<[Answer]>
    private let asked = Mutex<[OutboundRequest]>([])

    /// Answers one after the other; the last one again and again.
    init(_ answers: [Answer]) {
        self.answers = Mutex(answers)
    }

    convenience init(status: Int = 200, _ bodies: String...) {
        self.init(bodies.map { .success(OutboundAnswer(status: status, body: Array($0.utf8))) })
    }

    var requests: [OutboundRequest] { asked.withLock(\.self) }

    func send(_ request: OutboundRequest, policy: OutboundPolicy) async throws(OutboundProblem) -> OutboundAnswer {
        asked.withLock { $0.append(request) }
        let answer = answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
        return try answer.get()
    }
}
