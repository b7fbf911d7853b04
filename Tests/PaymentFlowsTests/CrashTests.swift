import Checkout
import CheckoutEngine
import PaymentFlows
import TestTools
import Testing

/// The process ends between any two steps: never more than one price is debited, and a session is completed exactly
/// when the merchant's wallet has the money.
///
/// `PaymentSimulation` does the same by seeds, with all other faults.
@Suite(.timeLimit(.minutes(5))) struct CrashTests {
    /// Half steps of a payment: each call has one before it is sent, and one before its answer is back.
    private static let halfSteps = 1...26

    @Test(arguments: halfSteps)
    func `a process that is killed at any half step goes on, and pays once`(halfSteps: Int) async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        world.network.end(after: halfSteps) { world.end() }
        await world.play(session)
        try await world.start()
        try await world.payToTheEnd(session)
        #expect(try await world.status(of: session) == .completed)
        #expect(world.paid(by: "alice") == 4998)
        #expect(world.received == 4998)
        #expect(world.network.count("POST", "/op/incoming-payments") <= 2)
    }

    @Test func `the half steps are all of them`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        await world.play(session)
        try await world.wait(session, for: [.closed])
        #expect(world.network.calls.count * 2 == Self.halfSteps.upperBound, "\(world.network.calls)")
    }
}
