import Checkout
import Simulation
import TestTools
import Testing

@testable import CheckoutEngine

@Suite(.timeLimit(.minutes(1))) struct TimelineTests {
    private static let wallet = "https://bank.example/alice"

    /// Pays a session at the second try, a second a step, and has the merchant told at the second try.
    private func story(_ fixture: EngineFixture) async throws -> SessionID {
        let receiver = fixture.receiver()
        try await fixture.setDestination()
        let session = try await fixture.createSession()
        for forward in [true, true, true, false, true] + Array(repeating: true, count: 8) {
            fixture.clock.advance(seconds: 1)
            try await fixture.step(session.id, forward: forward)
        }
        await receiver.wait(for: 1)
        for status: UInt16 in [500, 204] {
            fixture.clock.advance(seconds: 60)
            #expect(await fixture.report(status, of: EventID(of: session.id)))
            await fixture.engine.doDueWork()
        }
        return session.id
    }

    /// What a session's timeline says, in short.
    private func words(of id: SessionID, _ fixture: EngineFixture) async throws -> [String] {
        try #require(try await fixture.timeline(of: id))
            .map { entry in
                let what =
                    switch entry.what {
                    case .deliveryAttempted(let number, let attempt): "attempted \(number) \(attempt.status ?? 0)"
                    case .created, .walletNamed, .consentRequested, .consentGiven, .paymentOrdered, .paymentAccepted,
                        .attemptEnded, .completed, .expired, .canceled, .eventRaised, .deliveryEnded:
                        "\(entry.what)".replacing("CheckoutEngine.", with: "").replacing("Checkout.", with: "")
                    }
                return "\(entry.at.secondsSinceEpoch - ManualClock.start) \(what)"
            }
    }

    private static let told = [
        "0 created", #"1 walletNamed(attempt: 1, wallet: "\#(wallet)")"#, "3 consentRequested(attempt: 1)",
        "4 attemptEnded(attempt: 1, AttemptOutcome.failed, Optional(AttemptFailure.declined))",
        #"6 walletNamed(attempt: 2, wallet: "\#(wallet)")"#, "8 consentRequested(attempt: 2)",
        "9 consentGiven(attempt: 2)", "10 paymentOrdered(attempt: 2)", "11 paymentAccepted(attempt: 2)",
        "12 attemptEnded(attempt: 2, AttemptOutcome.paid, nil)", "12 completed",
        "12 eventRaised(WebhookEventType.sessionCompleted)", "73 attempted 1 500", "133 attempted 2 204",
        "133 deliveryEnded(DeliveryStatus.delivered)",
    ]

    @Test(arguments: EngineSetup.layouts)
    func `a session's way is told step by step`(setup: EngineSetup) async throws {
        let fixture = try await EngineFixture(setup)
        let id = try await story(fixture)
        let told = try await words(of: id, fixture)
        #expect(told == Self.told)
        #expect(try await fixture.timeline(of: id, by: Sample.otherMerchant) == nil)
        #expect(try await fixture.timeline(of: SessionID(partition: 7, stripe: 3, random: 3)) == nil)
    }

    @Test func `a restart tells the same, from the log and from a snapshot`() async throws {
        let disk = SimulatedDisk()
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 3), disk: disk)
        let id = try await story(fixture)
        let replayed = try await fixture.restarted(on: disk.crash(seed: 1)) { $0.shards = 2 }
        #expect(try await words(of: id, replayed) == Self.told)
        _ = try await replayed.engine.snapshots.take()
        let restored = try await replayed.restarted { $0.shards = 5 }
        #expect(try await words(of: id, restored) == Self.told)
    }

    @Test func `a payment from before moments were kept tells its last step`() async throws {
        let fixture = try await EngineFixture()
        let session = try await fixture.createSession()
        fixture.clock.advance(seconds: 5)
        let payment = try #require(try await fixture.pay(session.id, to: .processing).payment)
        let line = String(decoding: SnapshotEntity.payment(payment).encode(), as: UTF8.self)
        let place = try #require(line.firstRange(of: ",\"moments\":"))
        let old = try SnapshotEntity(reading: Array("\(line[..<place.lowerBound])}".utf8)) { _ in nil }
        guard case .payment(let read) = old else {
            Issue.record("a payment's line is a payment")
            return
        }
        #expect(read.attempt == payment.attempt)
        #expect(read.moments.map(\.stage) == [.processing] && read.moments.map(\.wallet) == [Self.wallet])
        #expect(payment.moments.count > 1)
        for bad in ["[]", "null", #"[{"at":"2026-06-15T12:00:05Z"}]"#] {
            #expect(throws: EventFormatError.self) {
                _ = try SnapshotEntity(reading: Array("\(line[..<place.upperBound])\(bad)}".utf8)) { _ in nil }
            }
        }
    }

    @Test func `polls that learn nothing take no memory, and what is kept has a bound`() async throws {
        let fixture = try await EngineFixture()
        let session = try await fixture.createSession()
        let attempt = try #require(try await fixture.pay(session.id, to: .processing).attempt)
        var moments = PaymentMoment.adding(attempt, at: attempt.stageSince, to: [])
        for second: Int64 in 1...500 {
            moments = PaymentMoment.adding(attempt, at: attempt.stageSince + second, to: moments)
        }
        #expect(moments.count == 1 && moments[0].at == attempt.stageSince)
        for second: Int64 in 1...500 {
            let stage: AttemptStage = second.isMultiple(of: 2) ? .ended : .closing
            moments = PaymentMoment.adding(
                attempt.moved(to: stage, at: attempt.stageSince),
                at: attempt.stageSince + second,
                to: moments
            )
        }
        #expect(moments.count == Limits.paymentMoments && moments.last?.at == attempt.stageSince + 500)
    }

    @Test func `a session that time has ended says so to who reads it with its payment`() async throws {
        let fixture = try await EngineFixture()
        let session = try await fixture.createSession(Sample.newSession(lifetime: 300))
        fixture.clock.advance(seconds: 300)
        let read = try await withCheckedContinuation { continuation in
            fixture.engine.readSession(session.id, merchant: Sample.merchant, keyMode: .test) {
                continuation.resume(returning: $0)
            }
        }
        .get()
        #expect(read?.session.state.status == .expired && read?.payment == nil)
        #expect(try await words(of: session.id, fixture) == ["0 created", "300 expired"])
        let foreign = try await withCheckedContinuation { continuation in
            fixture.engine.readSession(session.id, merchant: Sample.merchant, keyMode: .live) {
                continuation.resume(returning: $0)
            }
        }
        .get()
        #expect(foreign == nil)
    }
}
