import Reactors
import Testing

@Suite struct SteppingTests {
    /// An actor that lives on a reactor.
    private actor Pair {
        let reactor: Reactor
        let other: Pair?
        private(set) var count = 0

        nonisolated var unownedExecutor: UnownedSerialExecutor { reactor.asUnownedSerialExecutor() }

        init(on reactor: Reactor, with other: Pair? = nil) {
            self.reactor = reactor
            self.other = other
        }

        func begin() {
            Task { await work() }
        }

        private func work() async {
            count += 1
            await other?.work()
            count += 1
        }
    }

    @Test func `a step is a turn on the caller's thread, at the caller's time`() {
        let log = Recorder<String>()
        let reactor = Reactor(name: "stepped")
        reactor.onTurnEnd = {
            log.record("end")
            return false
        }
        reactor.post { log.record("mail \(reactor.isCurrent) \(reactor.now.nanoseconds)") }
        _ = reactor.schedule(at: MonotonicTime(nanoseconds: 20)) { log.record("timer") }
        #expect(!reactor.isCurrent)
        reactor.step(at: MonotonicTime(nanoseconds: 10))
        #expect(!reactor.isCurrent)
        reactor.step(at: MonotonicTime(nanoseconds: 20))
        #expect(log.values == ["mail true 10", "end", "timer", "end"])
    }

    @Test func `a reactor has work when there is mail, a timer is due, or its hook asked for a turn`() {
        let reactor = Reactor(name: "stepped")
        let (early, late) = (MonotonicTime(nanoseconds: 1), MonotonicTime(nanoseconds: 5))
        #expect(!reactor.hasWork(at: late))
        reactor.post {}
        #expect(reactor.hasWork(at: early))
        reactor.step(at: early)
        _ = reactor.schedule(at: late) {}
        #expect(reactor.nextDeadline == late)
        #expect(!reactor.hasWork(at: early))
        #expect(reactor.hasWork(at: late))
        reactor.onTurnEnd = { true }
        reactor.step(at: late)
        #expect(reactor.hasWork(at: early))
    }

    @Test func `tasks of actors go on with the steps, and with nothing else`() async {
        let reactors = [Reactor(name: "stepped-0"), Reactor(name: "stepped-1")]
        let second = Pair(on: reactors[1])
        let first = Pair(on: reactors[0], with: second)
        var steps: [Int] = []
        reactors[0]
            .post {
                // Safe because the reactor is the actor's executor.
                first.assumeIsolated { $0.begin() }
            }
        while let index = reactors.indices.first(where: { reactors[$0].hasWork(at: .distantFuture) }) {
            steps.append(index)
            reactors[index].step(at: .current)
        }
        #expect(steps == [0, 0, 1, 0])
    }

    @Test func `while a turn stands still others have the thread, and reach its reactor through the mailbox`() {
        let log = Recorder<String>()
        let (one, two) = (Reactor(name: "stepped-0"), Reactor(name: "stepped-1"))
        two.post {
            log.record("\(one.isCurrent) \(two.isCurrent)")
            one.post { log.record("later") }
        }
        one.post {
            one.standingStill { two.step(at: .current) }
            log.record("\(one.isCurrent) \(two.isCurrent)")
        }
        one.step(at: .current)
        one.step(at: .current)
        #expect(log.values == ["false true", "true false", "later"])
    }

    @Test func `a reactor that was only stepped is stopped too, after its mail`() {
        let reactor = Reactor(name: "stepped")
        let seen = Recorder<Int>()
        reactor.post { seen.record(1) }
        reactor.stop()
        reactor.stop()
        #expect(seen.values == [1])
    }
}
