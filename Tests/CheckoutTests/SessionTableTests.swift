import Checkout
import Testing

/// Every status meets every command, before its deadline and at it.
struct SessionTableTests {
    /// What one status makes of each of ``commands``, in their order.
    struct Row: CustomTestStringConvertible {
        let from: String
        let outcomes: [String]

        var testDescription: String { from }

        init(_ from: String, _ outcomes: String...) {
            self.from = from
            self.outcomes = outcomes
        }
    }

    private static let deadline = Timestamp(secondsSinceEpoch: 1_800_000_000)

    private static let commands: [SessionCommand] = [
        .prepare(customerWallet: "https://wallet.example/alice"),
        .awaitApproval(incomingPayment: "https://wallet.example/in/1"),
        .abandonPreparation,
        .abandonApproval,
        .claimApproval,
        .abandonPayment,
        .recordPartialPayment(outgoingPayment: "https://wallet.example/out/1"),
        .complete(outgoingPayment: "https://wallet.example/out/2", subscription: "sub_1"),
        .expire,
        .cancel,
    ]

    // An outcome is the status after the command, "partial" for processing with part of the money there, or why the
    // command was refused: "-" not in this status, "due" the time is up, "moved" money has moved.
    private static let beforeDeadline = [
        Row("open", "preparing", "-", "-", "-", "-", "-", "-", "-", "expired", "canceled"),
        Row("preparing", "-", "awaiting_approval", "open", "-", "-", "-", "-", "-", "expired", "canceled"),
        Row("awaiting_approval", "-", "-", "-", "open", "processing", "-", "-", "-", "expired", "canceled"),
        Row("processing", "-", "-", "-", "-", "-", "open", "partial", "completed", "-", "-"),
        Row("partial", "-", "-", "-", "-", "-", "moved", "moved", "completed", "-", "-"),
        Row("completed", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-"),
        Row("expired", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-"),
        Row("canceled", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-"),
    ]

    private static let atDeadline = [
        Row("open", "due", "due", "due", "due", "due", "due", "due", "due", "expired", "due"),
        Row("preparing", "due", "due", "due", "due", "due", "due", "due", "due", "expired", "due"),
        Row("awaiting_approval", "due", "due", "due", "due", "due", "due", "due", "due", "expired", "due"),
        Row("processing", "-", "-", "-", "-", "-", "expired", "partial", "completed", "-", "-"),
        Row("partial", "-", "-", "-", "-", "-", "moved", "moved", "completed", "-", "-"),
        Row("completed", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-"),
        Row("expired", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-"),
        Row("canceled", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-"),
    ]

    @Test(arguments: beforeDeadline)
    func `follows the table before the deadline`(row: Row) throws {
        try check(row, at: Self.deadline - 1)
    }

    @Test(arguments: atDeadline)
    func `follows the table at the deadline`(row: Row) throws {
        try check(row, at: Self.deadline)
    }

    @Test(arguments: beforeDeadline)
    func `stays as the deadline left it long after`(row: Row) throws {
        let row = try #require(Self.atDeadline.first { $0.from == row.from })
        try check(row, at: Self.deadline + 1_000_000)
    }

    private func check(_ row: Row, at now: Timestamp) throws {
        #expect(row.outcomes.count == Self.commands.count)
        for (command, outcome) in zip(Self.commands, row.outcomes) {
            var state = try SessionStates.state(row.from, deadline: Self.deadline)
            let before = state
            do throws(SessionRuleViolation) {
                let event = try SessionRules.decide(command, on: state, at: now)
                #expect(state == before)
                #expect(SessionRules.accepts(event, on: state))
                SessionRules.apply(event, at: now, to: &state)
                #expect(SessionStates.name(of: state) == outcome, "\(row.from) \(command)")
                #expect(state.endedAt == (state.status.isFinal ? now : nil))
                #expect(state.completedAt == (state.status == .completed ? now : nil))
                #expect(throws: Never.self) { try state.checkInvariants() }
            } catch {
                #expect(Self.name(of: error, in: state) == outcome, "\(row.from) \(command)")
            }
        }
    }

    private static func name(of violation: SessionRuleViolation, in state: SessionState) -> String {
        switch violation {
        case .due: "due"
        case .notAllowed(in: let status): status == state.status ? "-" : "another status"
        case .moneyHasMoved: "moved"
        case .amountNotChosen: "no amount"
        case .amountOutOfRange, .amountFixed: "amount"
        case .referenceMalformed: "reference"
        }
    }
}
