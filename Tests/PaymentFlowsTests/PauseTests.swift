import Checkout
import CheckoutEngine
import OpenPayments
import OutboundHTTP
import Synchronization
import TestTools
import Testing

@testable import PaymentFlows

/// F19: wallets that ask to be left alone.
@Suite(.timeLimit(.minutes(2))) struct PauseTests {
    /// Answers as it is told, and counts.
    private final class Server: PaymentTransport {
        let answer: Mutex<OutboundAnswer>
        let calls = Mutex(0)

        init(_ answer: OutboundAnswer) {
            self.answer = Mutex(answer)
        }

        func send(_ request: OutboundRequest, policy: OutboundPolicy) async throws(OutboundProblem) -> OutboundAnswer {
            calls.withLock { $0 += 1 }
            return answer.withLock(\.self)
        }
    }

    private func get(_ url: String) -> OutboundRequest {
        OutboundRequest(method: "GET", url: url, headers: [], body: [])
    }

    @Test(arguments: [
        (429, "45", 45), (503, "45", 45), (429, "3600", 60), (429, "soon", 0), (429, "-5", 0), (500, "9", 0),
    ])
    func `a server is left alone as long as it asks for, a minute at most`(
        status: Int,
        field: String,
        seconds: Int64
    )
        async throws
    {
        let clock = ManualClock()
        let server = Server(OutboundAnswer(status: status, headers: [("Retry-After", field)]))
        let transport = ConsiderateTransport(server, clock: VirtualClock(times: clock))
        let url = "https://wallet.example/a"
        #expect(try await transport.send(get(url), policy: .wallets).status == status)
        server.answer.withLock { $0 = OutboundAnswer(status: 200) }
        if seconds > 0 {
            clock.advance(seconds: seconds - 1)
            let answer = try await transport.send(get(url), policy: .wallets)
            #expect(answer.status == 429)
            #expect(answer.field("retry-after") == "1")
            #expect(try await transport.send(get("https://other.example/a"), policy: .wallets).status == 200)
            clock.advance(seconds: 1)
        }
        #expect(try await transport.send(get(url), policy: .wallets).status == 200)
        #expect(server.calls.withLock(\.self) == (seconds > 0 ? 3 : 2))
    }

    @Test func `a clock that is set back prolongs no pause`() async throws {
        let clock = ManualClock()
        let server = Server(OutboundAnswer(status: 429, headers: [("Retry-After", "10")]))
        let transport = ConsiderateTransport(server, clock: VirtualClock(times: clock))
        _ = try await transport.send(get("https://wallet.example/a"), policy: .wallets)
        clock.step(seconds: -3600)
        _ = try await transport.send(get("https://wallet.example/a"), policy: .wallets)
        #expect(server.calls.withLock(\.self) == 2)
    }

    @Test func `behind an order that was put off nothing is asked before its time, and then it is paid once`()
        async throws
    {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        world.network.set(.limited(seconds: 50), "POST", "/op/outgoing-payments")
        try await world.comeBack(from: url)
        try await world.wait(until: { world.network.count("POST", "/op/outgoing-payments") == 1 })
        let (before, calls) = (world.clock.seconds, world.network.calls.count)
        try await world.wait(until: { world.network.calls.count > calls })
        #expect(world.clock.seconds - before >= 49)
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
        #expect(world.paid(by: "alice") == 4998)
    }
}
