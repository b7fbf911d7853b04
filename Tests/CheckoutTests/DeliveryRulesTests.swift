import Bytes
import Testing

@testable import Checkout

@Suite struct DeliveryRulesTests {
    private static let start = Timestamp(secondsSinceEpoch: 1_790_000_000)

    private static func attempt(_ status: UInt16?, problem: String? = nil) -> DeliveryAttempt {
        DeliveryAttempt(startedAt: start, durationMilliseconds: 7, status: status, problem: problem, response: "")
    }

    private static func decide(
        _ attempt: DeliveryAttempt,
        on state: DeliveryState,
        retryAfter: Int64? = nil,
        random: UInt64 = 0
    ) -> DeliveryEvent {
        DeliveryRules.decide(attempt, retryAfterSeconds: retryAfter, on: state, at: start, random: random)
    }

    @Test func `eleven attempts are made, each as long after the one before as the schedule says`() {
        var state = DeliveryState(raisedAt: Self.start)
        var delays: [Int64] = []
        while state.status == .pending {
            // In the middle of the jitter: a tenth of the delay.
            let seconds = DeliveryRules.scheduleSeconds.dropFirst(state.attemptsOfRound).first ?? 0
            let event = Self.decide(Self.attempt(500), on: state, random: UInt64(seconds / 10))
            DeliveryRules.apply(event, at: Self.start, to: &state)
            if let next = state.nextAttemptAt { delays.append(next - Self.start) }
        }
        #expect(delays == [5, 30, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400])
        #expect(state.status == .failed)
        #expect(state.attempts.count == 11)
        #expect(state.endedAt == Self.start)
        #expect(state.nextAttemptAt == nil)
    }

    @Test func `an event that is sent again for ever keeps its last hundred attempts`() throws {
        var state = DeliveryState(raisedAt: Self.start)
        for number in 1...300 {
            let attempt = DeliveryAttempt(
                startedAt: Self.start + Int64(number),
                durationMilliseconds: 7,
                status: 500,
                problem: nil,
                response: ""
            )
            DeliveryRules.apply(.attempted(attempt, next: nil), at: Self.start, to: &state)
            DeliveryRules.apply(.resent, at: Self.start, to: &state)
        }
        #expect(state.numberedAttempts.map(\.number) == Array(201...300))
        #expect(state.attempts.map { $0.startedAt - Self.start } == Array(201...300))
        #expect(state.attemptCount == 300)
        var json = JSONWriter()
        state.write(to: &json)
        let document = try JSONDocument(parsing: json.bytes)
        #expect(try DeliveryState(reading: document.root, of: document) == state)
    }

    @Test func `times are spread by a tenth up and down, whatever number comes up`() {
        var state = DeliveryState(raisedAt: Self.start)
        for _ in 0..<2 { DeliveryRules.apply(Self.decide(Self.attempt(500), on: state), at: Self.start, to: &state) }
        var delays: Set<Int64> = []
        for random in (0...200).map(UInt64.init) + [.max] {
            guard case .attempted(_, let next?) = Self.decide(Self.attempt(500), on: state, random: random) else {
                Issue.record("there is a third attempt")
                return
            }
            delays.insert(next - Self.start)
        }
        #expect(delays.min() == 270)
        #expect(delays.max() == 330)
        #expect(delays.count == 61)
    }

    @Test(
        arguments: [(3, 5), (600, 600), (3600, 3600), (90_000, 3600), (-5, 5), (Int64.max, 3600)] as [(Int64, Int64)]
    )
    func `Retry-After puts an attempt off up to an hour, and never calls it earlier`(wish: Int64, delay: Int64) {
        let state = DeliveryState(raisedAt: Self.start)
        let event = Self.decide(Self.attempt(503), on: state, retryAfter: wish)
        #expect(event == .attempted(Self.attempt(503), next: Self.start + delay))
    }

    @Test(arguments: [200, 204, 299] as [UInt16])
    func `any 2xx that came whole ends it`(status: UInt16) {
        let state = DeliveryState(raisedAt: Self.start)
        #expect(Self.decide(Self.attempt(status), on: state) == .attempted(Self.attempt(status), next: nil))
        #expect(!Self.attempt(status, problem: "the answer did not end").isSuccess)
    }

    @Test(arguments: [nil, 199, 300, 301, 410, 500] as [UInt16?])
    func `anything else is tried again`(status: UInt16?) {
        let state = DeliveryState(raisedAt: Self.start)
        guard case .attempted(_, let next) = Self.decide(Self.attempt(status), on: state) else { return }
        #expect(next != nil)
    }

    @Test func `what is sent again begins the schedule anew and keeps its attempts`() {
        var state = DeliveryState(raisedAt: Self.start)
        while state.status == .pending {
            DeliveryRules.apply(Self.decide(Self.attempt(500), on: state), at: Self.start, to: &state)
        }
        DeliveryRules.apply(.resent, at: Self.start + 60, to: &state)
        #expect(state.status == .pending)
        #expect(state.nextAttemptAt == Self.start + 60)
        #expect(state.endedAt == nil)
        #expect(state.attempts.count == 11)
        #expect(Self.decide(Self.attempt(500), on: state) == .attempted(Self.attempt(500), next: Self.start + 5))
    }

    @Test func `events follow only where they can`() {
        let pending = DeliveryState(raisedAt: Self.start)
        var delivered = pending
        DeliveryRules.apply(.attempted(Self.attempt(200), next: nil), at: Self.start, to: &delivered)
        let success = DeliveryEvent.attempted(Self.attempt(200), next: nil)
        let rows: [(DeliveryEvent, none: Bool, pending: Bool, delivered: Bool)] = [
            (.raised, true, false, false), (.resent, false, true, true), (.canceled, false, true, false),
            (success, false, true, false), (.attempted(Self.attempt(200), next: Self.start), false, false, false),
            (.attempted(Self.attempt(500), next: Self.start), false, true, false),
        ]
        for (event, none, isPending, isDelivered) in rows {
            #expect(DeliveryRules.accepts(event, on: nil) == none)
            #expect(DeliveryRules.accepts(event, on: pending) == isPending)
            #expect(DeliveryRules.accepts(event, on: delivered) == isDelivered)
        }
    }
}
