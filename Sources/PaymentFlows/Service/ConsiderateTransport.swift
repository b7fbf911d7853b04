import Checkout
import OpenPayments
import OutboundHTTP
import Synchronization

/// Leaves servers alone as long as they have asked for it, whoever wants what of them.
///
/// A server that answers 429 or 503 with a time in `Retry-After` is sent nothing until then, a minute at most; who asks
/// meanwhile is answered in its place. In memory alone: the first call behind a restart asks anew.
final class ConsiderateTransport: PaymentTransport {
    private let base: any PaymentTransport
    private let clock: any PaymentClock
    private let pauses = Mutex<[String: Timestamp]>([:])

    init(_ base: any PaymentTransport, clock: any PaymentClock) {
        self.base = base
        self.clock = clock
    }

    func send(_ request: OutboundRequest, policy: OutboundPolicy) async throws(OutboundProblem) -> OutboundAnswer {
        let origin = try Destination(request.url, policy: policy).origin
        let now = clock.now
        let pause = pauses.withLock { $0[origin].map { $0 - now } ?? 0 }
        // A clock that was set back is no reason to wait longer than anybody may ask for.
        if 1...FlowLimits.longestPauseSeconds ~= pause {
            return OutboundAnswer(status: 429, headers: [("Retry-After", "\(pause)")])
        }
        let answer = try await base.send(request, policy: policy)
        note(answer, of: origin)
        return answer
    }

    private func note(_ answer: OutboundAnswer, of origin: String) {
        guard [429, 503].contains(answer.status), let seconds = answer.field("retry-after").flatMap({ Int64($0) }),
            seconds > 0
        else { return }
        let now = clock.now
        pauses.withLock { pauses in
            pauses = pauses.filter { $0.value > now }
            pauses[origin] = now + min(seconds, FlowLimits.longestPauseSeconds)
        }
    }
}
