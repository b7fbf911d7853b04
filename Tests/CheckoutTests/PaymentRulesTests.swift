import Checkout
import Testing

struct PaymentRulesTests {
    /// The stages that may follow on each in the same attempt.
    private static let table: [AttemptStage: Set<AttemptStage>] = [
        .preparing: [.preparing, .awaitingConsent, .closing, .ended, .closed],
        .awaitingConsent: [.awaitingConsent, .continuing, .closing],
        .continuing: [.continuing, .charging, .closing],
        .charging: [.charging, .processing, .closing],
        .processing: [.processing, .closing],
        .closing: [.closing, .ended, .closed],
        .ended: [.ended, .closing, .closed],
        .closed: [],
    ]

    @Test(arguments: AttemptStage.allCases)
    func `a stage follows as the table says, and nothing leads back`(from: AttemptStage) throws {
        let before = PaymentSample.attempt(from)
        for stage in AttemptStage.allCases {
            let after = PaymentSample.attempt(stage)
            let isAllowed = try #require(Self.table[from]).contains(stage)
            if isAllowed {
                #expect(throws: Never.self, "\(from) \(stage)") { try PaymentRules.check(after, on: before) }
            } else {
                #expect(throws: PaymentRuleViolation.stageUnfit(from: from, to: stage), "\(from) \(stage)") {
                    try PaymentRules.check(after, on: before)
                }
            }
        }
    }

    @Test(arguments: AttemptStage.allCases)
    func `another attempt begins where the one before has ended, a hundred at most`(from: AttemptStage) {
        let before = PaymentSample.attempt(from)
        let next = PaymentSample.next(after: before)
        if from == .ended {
            #expect(throws: Never.self) { try PaymentRules.check(next, on: before) }
        } else {
            #expect(throws: PaymentRuleViolation.self) { try PaymentRules.check(next, on: before) }
        }
        var last = before
        last.number = 100
        #expect(throws: PaymentRuleViolation.numberUnfit(101)) {
            try PaymentRules.check(PaymentSample.next(after: last), on: last)
        }
    }

    @Test func `an attempt may be followed until five approvals were asked for, or a hundred attempts begun`() {
        var attempt = PaymentSample.attempt(.preparing)
        attempt.consent = nil
        attempt.number = 99
        attempt.earlierCallbacks = (0..<4).map { CallbackToken(stripe: 1, random: $0) }
        #expect(attempt.mayBeFollowed)
        attempt.earlierCallbacks.append(CallbackToken(stripe: 1, random: 4))
        #expect(!attempt.mayBeFollowed)
        attempt.earlierCallbacks = []
        attempt.number = 100
        #expect(!attempt.mayBeFollowed)
    }

    @Test func `the first attempt is the first, and prepares`() {
        #expect(throws: Never.self) { try PaymentRules.check(PaymentSample.attempt(.preparing), on: nil) }
        #expect(throws: PaymentRuleViolation.stageUnfit(from: nil, to: .awaitingConsent)) {
            try PaymentRules.check(PaymentSample.attempt(.awaitingConsent), on: nil)
        }
        var second = PaymentSample.attempt(.preparing)
        second.number = 2
        #expect(throws: PaymentRuleViolation.numberUnfit(2)) { try PaymentRules.check(second, on: nil) }
    }

    @Test func `what a stage needs must be there`() {
        let needs: [(AttemptStage, WritableKeyPath<PaymentAttempt, Bool>, String)] = [
            (.awaitingConsent, \.lacksIncoming, "incoming payment"), (.awaitingConsent, \.lacksQuote, "quote"),
            (.awaitingConsent, \.lacksConsent, "consent"), (.continuing, \.lacksReference, "interaction reference"),
            (.charging, \.lacksToken, "token"), (.charging, \.lacksCharge, "order"),
        ]
        for (stage, part, name) in needs {
            var attempt = PaymentSample.attempt(stage)
            attempt[keyPath: part] = true
            #expect(throws: PaymentRuleViolation.partMissing(name)) {
                try PaymentRules.checkInvariants(of: attempt, in: PaymentSample.state(for: stage))
            }
        }
        var untaken = PaymentSample.attempt(.processing)
        untaken.charge = untaken.charge.map { ChargeOrder(quoteURL: $0.quoteURL, body: $0.body) }
        #expect(throws: PaymentRuleViolation.partMissing("outgoing payment")) {
            try PaymentRules.check(untaken, on: PaymentSample.attempt(.charging))
        }
    }

    @Test func `a closed attempt holds no secret`() {
        let closing = PaymentSample.attempt(.closing)
        let closed = closing.closed(.failed, at: PaymentSample.moment)
        #expect(closed.callbacks == closing.callbacks)
        #expect(closed.token == nil && closed.consent == nil && closed.incoming?.token == nil)
        #expect(throws: Never.self) { try PaymentRules.check(closed, on: closing) }
        var keeping = closed
        keeping.token = closing.token
        #expect(throws: PaymentRuleViolation.partUnfit("secrets")) { try PaymentRules.check(keeping, on: closing) }
    }

    @Test func `an order that a wallet has taken is the only one, and one on its way may be replaced`() {
        let charging = PaymentSample.attempt(.charging)
        var replaced = charging
        replaced.charge = ChargeOrder(quoteURL: "https://bank.example/op/quotes/2", body: "{}")
        #expect(throws: Never.self) { try PaymentRules.check(replaced, on: charging) }
        let processing = PaymentSample.attempt(.processing)
        var other = processing
        other.charge = processing.charge?.taken(as: "https://bank.example/op/outgoing-payments/2")
        #expect(throws: PaymentRuleViolation.partUnfit("outgoing payment")) {
            try PaymentRules.check(other, on: processing)
        }
        var gone = PaymentSample.attempt(.closing)
        gone.charge = nil
        #expect(throws: PaymentRuleViolation.partUnfit("order")) { try PaymentRules.check(gone, on: processing) }
    }

    @Test func `another incoming payment comes only when the one before takes no money and has taken none`() {
        let ended = PaymentSample.attempt(.ended)
        var next = PaymentSample.next(after: ended)
        #expect(next.incoming == ended.incoming)
        next.incoming = nil
        #expect(throws: PaymentRuleViolation.partUnfit("incoming payment")) { try PaymentRules.check(next, on: ended) }
        var complete = ended
        complete.incoming = ended.incoming.map {
            ExpectedPayment(url: $0.url, expiresAt: $0.expiresAt, token: $0.token, isClosed: true)
        }
        #expect(throws: Never.self) {
            try PaymentRules.check(PaymentSample.next(after: complete, amount: 9), on: complete)
        }
        // It is looked at once more, though it takes no money.
        var another = PaymentSample.next(after: complete)
        #expect(another.incoming == complete.incoming)
        another.incoming = nil
        #expect(throws: Never.self) { try PaymentRules.check(another, on: complete) }
        complete.received = 1
        another.received = 1
        #expect(throws: PaymentRuleViolation.partUnfit("incoming payment")) {
            try PaymentRules.check(another, on: complete)
        }
        #expect(throws: PaymentRuleViolation.partUnfit("amount")) {
            try PaymentRules.check(PaymentSample.next(after: ended, amount: 9), on: ended)
        }
    }

    @Test func `a stage goes with the session's status`() throws {
        let fits: [(AttemptStage, Set<String>)] = [
            (.preparing, ["preparing", "partial", "expired", "canceled"]),
            (.awaitingConsent, ["awaiting_approval", "partial", "expired", "canceled"]),
            (.continuing, ["processing", "partial"]), (.charging, ["processing", "partial"]),
            (.processing, ["processing", "partial"]), (.ended, ["open", "partial", "expired", "canceled"]),
        ]
        for (stage, names) in fits {
            for name in SessionStates.all {
                let state = try SessionStates.state(name, deadline: PaymentSample.moment + 9000)
                let check = { try PaymentRules.checkInvariants(of: PaymentSample.attempt(stage), in: state) }
                if names.contains(name) {
                    #expect(throws: Never.self, "\(stage) \(name)", performing: check)
                } else {
                    #expect(throws: PaymentRuleViolation.self, "\(stage) \(name)", performing: check)
                }
            }
        }
        var paid = PaymentSample.attempt(.closing)
        paid.outcome = .paid
        for name in SessionStates.all {
            let state = try SessionStates.state(name, deadline: PaymentSample.moment + 9000)
            let isRefused = (try? PaymentRules.checkInvariants(of: paid, in: state)) == nil
            #expect(isRefused == (name != "completed"))
        }
    }

    @Test func `texts and secrets have a longest length`() {
        let long = String(repeating: "x", count: 2049)
        var attempt = PaymentSample.attempt(.charging)
        attempt.interactionReference = long
        #expect(throws: PaymentRuleViolation.partMalformed("interaction reference")) {
            try PaymentRules.checkInvariants(of: attempt, in: PaymentSample.state(for: .charging))
        }
        attempt = PaymentSample.attempt(.charging)
        attempt.token = WalletToken(
            sealedValue: [UInt8](repeating: 0, count: 4353),
            manageURL: "https://b.example",
            expiresAt: PaymentSample.moment
        )
        #expect(throws: PaymentRuleViolation.partMalformed("token")) {
            try PaymentRules.checkInvariants(of: attempt, in: PaymentSample.state(for: .charging))
        }
    }

    @Test func `a callback's text is its stripe and a number, and nothing else is one`() {
        let token = CallbackToken(stripe: 1023, random: .max)
        #expect(token.text.utf8.count == 24)
        #expect(CallbackToken(parsing: token.text.utf8) == token)
        for text in ["", String(token.text.dropLast()), token.text + "0", "zz" + token.text.dropFirst(2)] {
            #expect(CallbackToken(parsing: text.utf8) == nil)
        }
        #expect(CallbackToken(parsing: String(repeating: "z", count: 24).utf8) == nil)
    }
}

extension PaymentAttempt {
    fileprivate var lacksIncoming: Bool {
        get { incoming == nil }
        set { incoming = newValue ? nil : incoming }
    }
    fileprivate var lacksQuote: Bool {
        get { quote == nil }
        set { quote = newValue ? nil : quote }
    }
    fileprivate var lacksConsent: Bool {
        get { consent == nil }
        set { consent = newValue ? nil : consent }
    }
    fileprivate var lacksReference: Bool {
        get { interactionReference == nil }
        set { interactionReference = newValue ? nil : interactionReference }
    }
    fileprivate var lacksToken: Bool {
        get { token == nil }
        set { token = newValue ? nil : token }
    }
    fileprivate var lacksCharge: Bool {
        get { charge == nil }
        set { charge = newValue ? nil : charge }
    }
}
