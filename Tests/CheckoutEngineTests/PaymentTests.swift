import Checkout
import Simulation
import TestTools
import Testing

@testable import CheckoutEngine

@Suite(.timeLimit(.minutes(1))) struct PaymentTests {
    @Test(arguments: EngineSetup.layouts)
    func `a payment is paid step by step, and its session goes with it`(setup: EngineSetup) async throws {
        let fixture = try await EngineFixture(setup)
        let session = try await fixture.createSession()
        #expect(try await fixture.payment(of: session.id).attempt == nil)
        var seen: [String] = []
        for _ in 0..<8 {
            let after = try await fixture.step(session.id)
            seen.append("\(try #require(after.attempt).stage.text) \(after.session.state.status.text)")
        }
        #expect(
            seen == [
                "preparing preparing", "preparing preparing", "awaiting_consent awaiting_approval",
                "continuing processing", "charging processing", "processing processing", "closing completed",
                "closed completed",
            ]
        )
        let paid = try await fixture.payment(of: session.id)
        #expect(paid.attempt?.outcome == .paid)
        #expect(paid.session.state.outgoingPayment == paid.attempt?.charge?.outgoingPayment)
        #expect(await fixture.engine.figures.unfinishedPayments == 0)
    }

    @Test(arguments: EngineSetup.layouts)
    func `of many who take the same step one does, and the others see what is there`(setup: EngineSetup) async throws {
        let fixture = try await EngineFixture(setup)
        let session = try await fixture.createSession()
        try await fixture.pay(session.id, to: .awaitingConsent)
        let step = try await fixture.nextStep(of: session.id)
        let stages = await withTaskGroup(of: String.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    do throws(StepRefusal) {
                        _ = try await fixture.engine.advance(step)
                        return "taken"
                    } catch {
                        guard case .superseded(let current) = error else { return "\(error)" }
                        return current.attempt?.stage.text.description ?? ""
                    }
                }
            }
            return await group.reduce(into: [:]) { counts, stage in counts[stage, default: 0] += 1 }
        }
        #expect(stages == ["taken": 1, "continuing": 99])
    }

    @Test func `a step is told when it is durable, not before`() async throws {
        let disk = GatedDisk(SimulatedDisk())
        // Two threads, so that the shard goes on while the log waits for its disk.
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 1), disk: disk)
        let session = try await fixture.createSession()
        try await fixture.pay(session.id, to: .continuing)
        let step = try await fixture.nextStep(of: session.id)
        let told = Notes()
        disk.hold()
        let advancing = Task {
            let after = try await fixture.engine.advance(step)
            told.add(1)
            return after
        }
        let reading = Task {
            let current = try await fixture.payment(of: session.id)
            // Whoever reads before the step sees what was before it, and need not wait.
            if current.attempt?.stage == .charging { told.add(2) }
        }
        // The step is taken at once, in memory; whoever were told of it then would be by now.
        while await fixture.engine.shards[0].state.payment(of: session.id)?.attempt.stage != .charging {
            await Task.yield()
        }
        for _ in 0..<20 {
            await fixture.settle()
            for _ in 0..<50 { await Task.yield() }
        }
        #expect(told.all.isEmpty)
        disk.release()
        #expect(try await advancing.value.attempt?.stage == .charging)
        _ = try await reading.value
    }

    @Test(arguments: AttemptStage.allCases)
    func `a restart finds a payment as it was, from the log and from a snapshot`(stage: AttemptStage) async throws {
        let crashed = SimulatedDisk()
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 3), disk: crashed)
        let session = try await fixture.createSession()
        let before: SessionPayment
        if stage == .ended {
            try await fixture.pay(session.id, to: .preparing)
            before = try await fixture.step(session.id, forward: false)
        } else {
            before = try await fixture.pay(session.id, to: stage)
        }
        #expect(before.attempt?.stage == stage)
        let replayed = try await fixture.restarted(on: crashed.crash(seed: 1)) { $0.shards = 2 }
        try await expect(before, in: replayed)
        let snapshot = try await replayed.restarted { $0.shards = 1 }
        _ = try await snapshot.engine.snapshots.take()
        let restored = try await snapshot.restarted { $0.shards = 7 }
        try await expect(before, in: restored)
        let disk = restored.disk
        #expect(try StateText.differences(StateText.recovered(from: disk), StateText.replayed(from: disk)).isEmpty)
    }

    private func expect(_ before: SessionPayment, in fixture: EngineFixture) async throws {
        let after = try await fixture.payment(of: before.session.id)
        #expect(after.attempt == before.attempt)
        #expect(after.version == before.version)
        #expect(after.session.state == before.session.state)
        for callback in before.attempt?.callbacks ?? [] {
            #expect(try await fixture.engine.payment(at: callback)?.session.id == before.session.id)
        }
    }

    @Test func `a callback of an earlier attempt still finds its session, and a made up one finds nothing`()
        async throws
    {
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 3))
        let session = try await fixture.createSession()
        var callbacks: [CallbackToken] = []
        for _ in 0..<2 {
            let waiting = try await fixture.pay(session.id, to: .awaitingConsent)
            callbacks.append(try #require(waiting.attempt?.consent?.callback))
            try await fixture.step(session.id, forward: false)
            #expect(try await fixture.step(session.id).session.state.status == .open)
        }
        try await fixture.pay(session.id, to: .closed)
        #expect(Set(callbacks).count == 2)
        try await expect(callbacks, toFind: session.id, in: fixture)
        _ = try await fixture.engine.snapshots.take()
        try await expect(callbacks, toFind: session.id, in: try await fixture.restarted())
    }

    private func expect(
        _ callbacks: [CallbackToken],
        toFind session: SessionID,
        in fixture: EngineFixture
    ) async throws {
        for callback in callbacks {
            #expect(try await fixture.engine.payment(at: callback)?.session.id == session)
            let other = CallbackToken(stripe: (callback.stripe + 1) % 1024, random: callback.random)
            #expect(try await fixture.engine.payment(at: other) == nil)
            let wrong = CallbackToken(stripe: callback.stripe, random: callback.random ^ 1)
            #expect(try await fixture.engine.payment(at: wrong) == nil)
        }
    }

    @Test func `a step that breaks a rule changes nothing`() async throws {
        let fixture = try await EngineFixture()
        let session = try await fixture.createSession()
        let waiting = try await fixture.pay(session.id, to: .awaitingConsent)
        let attempt = try #require(waiting.attempt)
        let charging = PaymentStep(
            of: session.id,
            version: waiting.version,
            to: attempt.moved(to: .charging, at: fixture.engine.clock.now()),
            commands: [.claimApproval]
        )
        #expect(await fixture.refusal(of: charging) != nil)
        // Without its command a step does not fit the session.
        let step = try await fixture.nextStep(of: session.id)
        let bare = PaymentStep(of: session.id, version: step.version, to: step.attempt)
        #expect(await fixture.refusal(of: bare) != nil)
        let elsewhere = SessionID(partition: 0, stripe: 0, random: 0)
        #expect(await fixture.refusal(of: PaymentStep(of: elsewhere, version: 0, to: attempt)) != nil)
        let after = try await fixture.payment(of: session.id)
        #expect(after.attempt == attempt)
        #expect(after.session.state.status == .awaitingApproval)
    }

    @Test func `a price is chosen where it was left open, and nowhere else`() async throws {
        let fixture = try await EngineFixture()
        let fixed = try await fixture.createSession()
        let open = try await fixture.createSession(Sample.donation())
        for (session, isOpen) in [(fixed, false), (open, true)] {
            let step = try await fixture.nextStep(of: session.id)
            let choice = SessionCommand.prepare(customerWallet: "https://bank.example/alice", amount: 700)
            let chosen = PaymentStep(of: session.id, version: 0, to: step.attempt, commands: [choice])
            if isOpen {
                #expect(await fixture.refusal(of: step) != nil)
                #expect(try await fixture.engine.advance(chosen).session.state.amountTotal == 700)
            } else {
                #expect(await fixture.refusal(of: chosen) != nil)
            }
        }
        let restarted = try await fixture.restarted()
        #expect(try await restarted.payment(of: open.id).session.state.amountTotal == 700)
        #expect(
            await restarted.read(open.id).body.map { String(decoding: $0, as: UTF8.self) }?.contains(":700,") == true
        )
    }
}
