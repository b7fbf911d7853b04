import Reactors
import Testing

@Suite(.timeLimit(.minutes(1)))
struct MailboxTests {
    @Test func `what one thread posts runs in order, whatever other threads post`() async {
        let seen = (0..<4).map { _ in Recorder<Int>() }
        await withReactor { reactor in
            await withTaskGroup { group in
                for recorder in seen {
                    group.addTask {
                        for number in 0..<5000 { reactor.post { recorder.record(number) } }
                        await reactor.run {}
                    }
                }
            }
        }
        for recorder in seen { #expect(recorder.values == Array(0..<5000)) }
    }

    @Test func `two reactors that wait for each other never both sleep`() async {
        let other = Reactor(name: "test-other")
        other.start()
        defer { other.stop() }
        await withReactor { reactor in
            await withCheckedContinuation { done in
                throwBall(left: 20_000, to: reactor, from: other) { done.resume() }
            }
        }
    }

    @Test func `what was posted before the stop runs before it returns`() {
        let reactor = Reactor(name: "test-stop")
        let seen = Recorder<Int>()
        reactor.start()
        for number in 0..<1000 { reactor.post { reactor.post { seen.record(number) } } }
        reactor.stop()
        #expect(seen.values == Array(0..<1000))
        reactor.stop()
    }

    @Test func `what is posted before the start waits for it`() {
        let reactor = Reactor(name: "test-early")
        let seen = Recorder<Int>()
        reactor.post { seen.record(1) }
        reactor.start()
        reactor.stop()
        #expect(seen.values == [1])
    }
}

/// Posts back and forth between two reactors, each of which sleeps while the other works.
private func throwBall(left: Int, to reactor: Reactor, from other: Reactor, _ done: @escaping @Sendable () -> Void) {
    reactor.post {
        left == 0 ? done() : throwBall(left: left - 1, to: other, from: reactor, done)
    }
}
