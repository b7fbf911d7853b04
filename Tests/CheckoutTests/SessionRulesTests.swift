import Checkout
import Testing

struct SessionRulesTests {
    private let deadline = Timestamp(secondsSinceEpoch: 1_800_000_000)

    @Test func `a donor's choice comes with the wallet, and may be another after starting over`() throws {
        var state = SessionState(opening: nil, expiresAt: deadline)
        for amount: Int64 in [700, 900] {
            let command = SessionCommand.prepare(customerWallet: "https://w.example", amount: amount)
            SessionRules.apply(
                try SessionRules.decide(command, on: state, at: deadline - 9),
                at: deadline - 9,
                to: &state
            )
            #expect(state.amountTotal == amount)
            SessionRules.apply(.reopened, at: deadline - 8, to: &state)
            #expect(state.amountTotal == amount)
            #expect(throws: Never.self) { try state.checkInvariants() }
        }
        for amount in [0, -1, Limits.amountMaximum + 1] {
            let command = SessionCommand.prepare(customerWallet: "https://w.example", amount: amount)
            #expect(throws: SessionRuleViolation.amountOutOfRange) {
                try SessionRules.decide(command, on: state, at: deadline - 7)
            }
            let event = SessionEvent.preparationStarted(customerWallet: "https://w.example", amount: amount)
            #expect(!SessionRules.accepts(event, on: state))
        }
    }

    @Test func `is due from the deadline on, not before`() throws {
        for name in ["open", "preparing", "awaiting_approval"] {
            let state = try SessionStates.state(name, deadline: deadline)
            #expect(!state.isDue(at: deadline - 1))
            #expect(state.isDue(at: deadline))
            #expect(state.isDue(at: deadline + 1))
        }
        for name in ["processing", "partial", "completed", "expired", "canceled"] {
            #expect(!(try SessionStates.state(name, deadline: deadline).isDue(at: deadline + 1)))
        }
    }

    @Test func `forgets the wallet when it opens again, and keeps the incoming payment`() throws {
        var state = try SessionStates.state("processing", deadline: deadline)
        #expect(state.customerWallet == "https://wallet.example/alice")
        SessionRules.apply(.reopened, at: deadline - 10, to: &state)
        #expect(state.customerWallet == nil)
        #expect(state.incomingPayment == "https://wallet.example/in/1")
        #expect(throws: Never.self) { try state.checkInvariants() }
    }

    @Test func `keeps a known outgoing payment when completion names none`() throws {
        var state = try SessionStates.state("partial", deadline: deadline)
        SessionRules.apply(.completed(outgoingPayment: nil, subscription: "sub_1"), at: deadline, to: &state)
        #expect(state.outgoingPayment == "https://wallet.example/out/1")
        #expect(state.subscription == "sub_1")
        #expect(state.paymentStatus == .paid)
    }

    @Test func `cannot be prepared before the donor has chosen an amount`() {
        let state = SessionState(opening: nil, expiresAt: deadline)
        #expect(throws: SessionRuleViolation.amountNotChosen) {
            try SessionRules.decide(.prepare(customerWallet: "https://w.example"), on: state, at: deadline - 1)
        }
        #expect(!SessionRules.accepts(.preparationStarted(customerWallet: "https://w.example"), on: state))
    }

    @Test(arguments: ["", "\u{0}", String(repeating: "w", count: 2049)])
    func `refuses references that cannot be one`(text: String) throws {
        let open = try SessionStates.state("open", deadline: deadline)
        let processing = try SessionStates.state("processing", deadline: deadline)
        #expect(throws: SessionRuleViolation.referenceMalformed) {
            try SessionRules.decide(.prepare(customerWallet: text), on: open, at: deadline - 1)
        }
        #expect(throws: SessionRuleViolation.referenceMalformed) {
            try SessionRules.decide(.complete(outgoingPayment: text, subscription: nil), on: processing, at: deadline)
        }
    }

    @Test func `accepts an event only on the states it can follow`() throws {
        let events: [(SessionEvent, Set<String>)] = [
            (.preparationStarted(customerWallet: "w"), ["open"]),
            (.approvalRequested(incomingPayment: "i"), ["preparing"]),
            (.reopened, ["preparing", "awaiting_approval", "processing"]),
            (.approvalClaimed, ["awaiting_approval"]),
            (.partiallyPaid(outgoingPayment: nil), ["processing"]),
            (.completed(outgoingPayment: nil, subscription: nil), ["processing", "partial"]),
            (.expired, ["open", "preparing", "awaiting_approval", "processing"]),
            (.canceled, ["open", "preparing", "awaiting_approval"]),
        ]
        for (event, names) in events {
            for name in SessionStates.all {
                let state = try SessionStates.state(name, deadline: deadline)
                #expect(SessionRules.accepts(event, on: state) == names.contains(name), "\(event) on \(name)")
            }
        }
    }

    @Test func `fits into 48 bytes`() {
        #expect(MemoryLayout<SessionState>.stride == 48)
        #expect(MemoryLayout<SessionID>.stride == 24)
    }

    @Test func `has limits that fit each other`() {
        #expect(Limits.areConsistent)
    }
}
