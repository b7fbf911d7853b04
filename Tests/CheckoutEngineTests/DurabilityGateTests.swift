import Reactors
import TestTools
import Testing

@testable import CheckoutEngine

@Suite struct DurabilityGateTests {
    /// Runs a body on a reactor with a gate of its own.
    private func onGate(_ body: @escaping @Sendable (DurabilityGate) -> Void) async {
        let reactor = Reactor(name: "test-gate")
        reactor.start()
        await withCheckedContinuation { continuation in
            reactor.post {
                body(DurabilityGate(reactor: reactor))
                continuation.resume()
            }
        }
        reactor.stop()
    }

    @Test func `what is durable goes at once, the rest in its order and not before`() async {
        let notes = Notes()
        await onGate { gate in
            gate.wait(for: 5, durable: 5) { notes.add(5) }
            #expect(notes.all == [5])
            #expect(!gate.isAwaited)
            gate.wait(for: 7, durable: 5) { notes.add(7) }
            gate.wait(for: 6, durable: 5) { notes.add(6) }
            gate.wait(for: 8, durable: 5) { notes.add(8) }
            #expect(gate.isAwaited)
            gate.release(through: 6)
            // The older one came later, and goes with the one before it.
            #expect(notes.all == [5])
            gate.release(through: 7)
            #expect(notes.all == [5, 7, 6])
            #expect(gate.isAwaited)
            gate.release(through: 100)
            #expect(notes.all == [5, 7, 6, 8])
            #expect(!gate.isAwaited)
            gate.release(through: 100)
            #expect(notes.all.count == 4)
        }
    }

    @Test func `what waits again while it is let go waits for its own`() async {
        let notes = Notes()
        await onGate { gate in
            gate.wait(for: 1, durable: 0) {
                notes.add(1)
                gate.wait(for: 3, durable: 2) { notes.add(3) }
                gate.wait(for: 2, durable: 2) { notes.add(2) }
            }
            gate.release(through: 2)
            #expect(notes.all == [1, 2])
            #expect(gate.isAwaited)
            gate.release(through: 3)
            #expect(notes.all == [1, 2, 3])
        }
    }
}
