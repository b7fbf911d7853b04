import CLinux
import Glibc
import Testing

@testable import Reactors

@Suite(.timeLimit(.minutes(1)))
struct WatchTests {
    @Test func `a descriptor is reported as long as it is ready`() async {
        let pipe = Pipe()
        await withReactor { reactor in
            await withCheckedContinuation { done in
                let handler = Handler { handler, descriptor, readiness in
                    #expect(descriptor == pipe.readEnd)
                    #expect(readiness.contains(.readable))
                    handler.count += 1
                    guard handler.count == 3 else { return }
                    reactor.unwatch(descriptor)
                    done.resume()
                }
                reactor.post {
                    #expect(throws: Never.self) { try reactor.watch(pipe.readEnd, for: .readable, handler) }
                    pipe.write()
                }
            }
        }
    }

    @Test func `interest can be taken back and given again`() async {
        let pipe = Pipe()
        await withReactor { reactor in
            await withCheckedContinuation { done in
                let handler = Handler { handler, descriptor, _ in
                    handler.count += 1
                    guard handler.count == 1 else {
                        reactor.unwatch(descriptor)
                        return done.resume()
                    }
                    pipe.read()
                    try? reactor.modify(descriptor, for: [])
                    pipe.write()
                    _ = reactor.schedule(at: reactor.now + .milliseconds(2)) {
                        #expect(handler.count == 1)
                        try? reactor.modify(descriptor, for: .readable)
                    }
                }
                reactor.post {
                    try? reactor.watch(pipe.readEnd, for: .readable, handler)
                    pipe.write()
                }
            }
        }
    }

    @Test func `an event never reaches the next owner of its descriptor's number`() async {
        let pipes = [Pipe(), Pipe()]
        let calls = Recorder<String>()
        await withReactor { reactor in
            let second = Handler { _, descriptor, _ in
                calls.record("second")
                reactor.unwatch(descriptor)
            }
            // Both ends are ready in one turn; whichever comes first hands the other's number to somebody else.
            let first = Handler { handler, descriptor, _ in
                calls.record("first")
                for pipe in pipes { reactor.unwatch(pipe.readEnd) }
                guard let other = pipes.first(where: { $0.readEnd != descriptor }) else { return }
                other.read()
                try? reactor.watch(other.readEnd, for: .readable, second)
            }
            await reactor.run {
                for pipe in pipes {
                    pipe.write()
                    try? reactor.watch(pipe.readEnd, for: .readable, first)
                }
            }
            await reactor.run {}
            await reactor.run {}
        }
        #expect(calls.values == ["first"])
    }
}

// Safe because the count is touched on the loop alone.
private final class Handler: ReadinessHandler, @unchecked Sendable {
    var count = 0
    private let body: @Sendable (Handler, Int32, Readiness) -> Void

    init(_ body: @escaping @Sendable (Handler, Int32, Readiness) -> Void) {
        self.body = body
    }

    func descriptor(_ descriptor: Int32, isReadyFor readiness: Readiness) {
        body(self, descriptor, readiness)
    }
}

/// A pipe of the kernel's.
private final class Pipe: Sendable {
    let readEnd: Int32
    let writeEnd: Int32

    init() {
        var ends: [Int32] = [0, 0]
        let result = pipe(&ends)
        precondition(result == 0, "a test gets its pipe")
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    func write() {
        var byte: UInt8 = 1
        _ = Glibc.write(writeEnd, &byte, 1)
    }

    func read() {
        var byte: UInt8 = 0
        _ = Glibc.read(readEnd, &byte, 1)
    }
}

struct ReadinessTests {
    @Test func `the bits are the kernel's`() {
        #expect(Readiness.readable.rawValue == EPOLLIN.rawValue)
        #expect(Readiness.writable.rawValue == EPOLLOUT.rawValue)
        #expect(Readiness.broken.rawValue == EPOLLERR.rawValue | EPOLLHUP.rawValue)
        #expect(Readiness.onEdge.rawValue == EPOLLET.rawValue)
    }
}
