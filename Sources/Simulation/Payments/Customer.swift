import Checkout
import PaymentFlows
import SandboxWallet
import Synchronization

/// Somebody before a session's page, who does what people do there, by whim.
final class Customer: Sendable {
    /// Wallets that customers name; the well-behaved ones more often.
    private static let wallets = [
        "alice", "alice", "alice", "eve", "yuki", "nano", "auto", "rootauth", "slow", "broke", "partial", "deny",
        "flaky", "limited", "lostreply", "lostreply", "staleq", "nolist", "nolist", "evilcontinue", "ssrf", "wrongid",
        "nobody",
    ]

    let session: SessionID
    private let isDonor: Bool
    private let sandbox: Sandbox

    /// The ways back that wallets have given.
    private let ways = Mutex<[String]>([])

    init(of session: SessionID, isDonor: Bool, _ sandbox: Sandbox) {
        self.session = session
        self.isDonor = isDonor
        self.sandbox = sandbox
    }

    /// Does the next thing, or something else.
    ///
    /// Nothing is heard of a machine that has ended, whatever its process still does.
    func act(at desk: any PaymentDesk, on machine: SimulatedMachine, _ whim: SeededGenerator) async {
        var whim = whim
        guard let stage = try? await desk.view(of: session).stage else { return }
        let isContrary = Int.random(in: 0..<8, using: &whim) == 0
        switch stage {
        case .open:
            let wallet = Self.wallets.randomElement(using: &whim) ?? "alice"
            let amount = isDonor ? Int64.random(in: 100...900, using: &whim) : nil
            try? await desk.nameWallet("\(SimulatedWallets.base)/\(wallet)", amount: amount, for: session)
        case .offered where isContrary, .awaitingApproval where isContrary, .preparing where isContrary:
            try? await desk.startOver(session)
        case .offered(let offer):
            guard let url = try? await desk.agree(to: offer.number, as: nil, of: session), !machine.hasEnded else {
                return
            }
            await visit(url, desk, &whim)
        case .awaitingApproval(_, let url) where !machine.hasEnded: await visit(url, desk, &whim)
        case .preparing, .awaitingApproval, .processing, .notPayable, .outOfAttempts, .partiallyPaid, .completed,
            .expired, .canceled:
            break
        }
    }

    /// Comes back from a wallet, for the first time or once more, in one window or in several.
    func comeBack(at desk: any PaymentDesk, _ whim: SeededGenerator) async {
        var whim = whim
        guard var way = ways.withLock({ $0.randomElement(using: &whim) }) else { return }
        if Int.random(in: 0..<12, using: &whim) == 0 { way = way.replacing("hash=", with: "hash=A") }
        let parts = way.split(separator: "?", maxSplits: 1).map(String.init)
        guard let token = parts[0].split(separator: "/").last.map(String.init) else { return }
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<Int.random(in: 1...4, using: &whim) {
                group.addTask {
                    _ = try? await desk.finish(callbackToken: token, query: parts.count > 1 ? parts[1] : "")
                }
            }
        }
    }

    /// Decides at the wallet, and comes back, or closes the window.
    private func visit(_ url: String, _ desk: any PaymentDesk, _ whim: inout SeededGenerator) async {
        let isAllowed = Int.random(in: 0..<8, using: &whim) > 0
        guard let way = sandbox.decide(url, isAllowed: isAllowed) else { return }
        ways.withLock { $0.append(way) }
        if Int.random(in: 0..<4, using: &whim) > 0 { await comeBack(at: desk, whim) }
    }
}
