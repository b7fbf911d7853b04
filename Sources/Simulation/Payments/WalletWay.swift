import OpenPayments
import OutboundHTTP

/// One machine's way to the wallets, which ends with it.
struct WalletWay: PaymentTransport {
    let wallets: SimulatedWallets
    let machine: SimulatedMachine
    let sleepers: Sleepers

    func send(_ request: OutboundRequest, policy: OutboundPolicy) async throws(OutboundProblem) -> OutboundAnswer {
        try meet(.connectionRefused)
        guard request.url.hasPrefix(SimulatedWallets.base + "/") else { throw .connectionRefused }
        let fate = wallets.fate(of: request)
        switch fate {
        case .unreachable: throw .connectionRefused
        case .refused(let status, let retryAfter):
            return OutboundAnswer(status: status, headers: retryAfter.map { [("Retry-After", "\($0)")] } ?? [])
        case .late(let seconds):
            wallets.postpone(request, bySeconds: seconds)
            try await sleep(WalletFate.patience)
            throw .timedOut(WalletFate.patience)
        case .slow(let seconds): try await sleep(.seconds(seconds) / 2)
        case .unanswered, .denied, nil: break
        }
        let answer = wallets.perform(request)
        try meet(.connectionClosed)
        switch fate {
        case .slow(let seconds): try await sleep(.seconds(seconds) / 2)
        case .unanswered(isNoticed: true): throw .connectionClosed
        case .unanswered(isNoticed: false):
            try await sleep(WalletFate.patience)
            throw .timedOut(WalletFate.patience)
        case .denied(let status): return OutboundAnswer(status: status)
        case .unreachable, .late, .refused, nil: break
        }
        guard let answer else { throw .connectionClosed }
        return answer
    }

    /// A moment at which the machine may end; behind its end nothing is sent or comes back.
    private func meet(_ problem: OutboundProblem) throws(OutboundProblem) {
        if !machine.hasEnded, wallets.isEnd() { machine.end(by: .kill) }
        guard !machine.hasEnded else { throw problem }
    }

    private func sleep(_ duration: Duration) async throws(OutboundProblem) {
        do { try await sleepers.sleep(for: duration) } catch { throw .shutDown }
    }
}
