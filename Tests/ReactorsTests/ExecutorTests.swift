import Foundation
import Reactors
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ExecutorTests {
    /// An actor that lives on a reactor.
    fileprivate actor Counter {
        let reactor: Reactor
        var count = 0

        nonisolated var unownedExecutor: UnownedSerialExecutor { reactor.asUnownedSerialExecutor() }

        init(reactor: Reactor) {
            self.reactor = reactor
        }

        func add() -> Bool {
            count += 1
            return reactor.isCurrent
        }
    }

    @Test func `an actor pinned to a reactor runs on its thread`() async {
        await withReactor { reactor in
            let counter = Counter(reactor: reactor)
            for _ in 0..<100 { #expect(await counter.add()) }
            #expect(await counter.count == 100)
        }
    }

    @Test func `the loop enters its actors without a hop`() async {
        await withReactor { reactor in
            let counter = Counter(reactor: reactor)
            // Safe because the loop is the actor's executor.
            let (isOnLoop, count) = await reactor.run { counter.assumeIsolated { ($0.add(), $0.count) } }
            #expect(isOnLoop)
            #expect(count == 1)
        }
    }

    @Test func `isolation is known on the loop and nowhere else`() async {
        await withReactor { reactor in
            #expect(reactor.isIsolatingCurrentContext() == false)
            #expect(!reactor.isCurrent)
            #expect(await reactor.run { reactor.isIsolatingCurrentContext() } == true)
        }
    }

    @Test func `entering an actor from another thread ends the process`() async {
        await #expect(processExitsWith: .failure) {
            await withReactor { reactor in
                enter(Counter(reactor: reactor))
            }
        }
    }

    @Test func `the thread has the reactor's name, cut to what the kernel keeps`() async {
        let reactor = Reactor(name: "a-name-that-is-too-long")
        reactor.start()
        let name = await reactor.run {
            (try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)) ?? ""
        }
        reactor.stop()
        #expect(name == "a-name-that-is-\n")
    }
}

private func enter(_ counter: ExecutorTests.Counter) {
    // Safe because it ends the process, which is what is tested.
    counter.assumeIsolated { _ in }
}
