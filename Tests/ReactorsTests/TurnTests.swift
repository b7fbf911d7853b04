import Reactors
import Testing

@Suite(.timeLimit(.minutes(1)))
struct TurnTests {
    @Test func `a timer fires on the loop, after its deadline`() async {
        await withReactor { reactor in
            let start = MonotonicTime.current
            let fired = await withCheckedContinuation { continuation in
                reactor.post {
                    _ = reactor.schedule(at: reactor.now + .milliseconds(5)) {
                        continuation.resume(returning: (reactor.isCurrent, MonotonicTime.current))
                    }
                }
            }
            #expect(fired.0)
            #expect(fired.1 - start >= .milliseconds(5))
        }
    }

    @Test func `a cancelled timer does not fire`() async {
        await withReactor { reactor in
            let fired = Recorder<Bool>()
            await withCheckedContinuation { done in
                reactor.post {
                    let timer = reactor.schedule(at: reactor.now + .milliseconds(1)) { fired.record(true) }
                    _ = reactor.schedule(at: reactor.now + .milliseconds(3)) { done.resume() }
                    reactor.cancel(timer)
                }
            }
            #expect(fired.values.isEmpty)
        }
    }

    @Test func `a timer that sets itself again at once does not keep the mailbox waiting`() async {
        await withReactor { reactor in
            reactor.post { spin(on: reactor) }
            await reactor.run {}
        }
    }

    @Test func `a turn ends with its participants, the hook, and its participants again`() async {
        let log = Recorder<String>()
        let reactor = Reactor(name: "test-turn")
        reactor.add(Participant { log.record($0) })
        reactor.onTurnEnd = {
            log.record("hook")
            return false
        }
        reactor.post { log.record("mail") }
        reactor.start()
        reactor.stop()
        #expect(Array(log.values.prefix(4)) == ["mail", "ending", "hook", "ended"])
        #expect(log.values.last == "over")
    }

    @Test func `a hook that asks for another turn gets it without an event`() async {
        let reactor = Reactor(name: "test-busy")
        await withCheckedContinuation { done in
            var turns = 0
            reactor.onTurnEnd = {
                turns += 1
                if turns == 100 { done.resume() }
                return turns < 100
            }
            reactor.post {}
            reactor.start()
        }
        reactor.stop()
    }
}

private func spin(on reactor: Reactor) {
    _ = reactor.schedule(at: reactor.now) { spin(on: reactor) }
}

// Safe because it is used by one reactor, or before that starts.
private final class Participant: TurnParticipant, @unchecked Sendable {
    let note: @Sendable (String) -> Void

    init(note: @escaping @Sendable (String) -> Void) {
        self.note = note
    }

    func turnIsEnding() { note("ending") }

    func turnHasEnded() -> Bool {
        note("ended")
        return false
    }

    func loopHasEnded() { note("over") }
}
