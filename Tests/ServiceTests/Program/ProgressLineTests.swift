import Reactors
import Synchronization
import Testing

@testable import opencheckout

/// What a terminal shows of a long command.
struct ProgressLineTests {
    /// A line whose clock the test turns.
    private final class Watch {
        var nanoseconds: Int64 = 0
        var written: [String] = []

        func line(isShown: Bool = true) -> ProgressLine {
            ProgressLine(
                isShown: isShown,
                now: { MonotonicTime(nanoseconds: self.nanoseconds) },
                write: { self.written.append($0) }
            )
        }
    }

    @Test func `nothing is shown within the first second`() {
        let watch = Watch()
        let line = watch.line()
        for milliseconds in 0..<1000 {
            watch.nanoseconds = Int64(milliseconds) * 1_000_000
            line.tell("reading", milliseconds, of: 1000)
        }
        line.clear()
        #expect(watch.written.isEmpty)
        watch.nanoseconds = 1_000_000_000
        line.tell("reading", 500, of: 1000)
        #expect(watch.written == ["\r\u{1B}[Kreading: 50 %"])
    }

    @Test func `is written a few times a second, and taken away at the end`() {
        let watch = Watch()
        let line = watch.line()
        for milliseconds in 0...3000 {
            watch.nanoseconds = Int64(milliseconds) * 1_000_000
            line.tell("reading", milliseconds)
        }
        #expect(watch.written.count == 11)
        #expect(watch.written.last == "\r\u{1B}[Kreading: 3000")
        line.clear()
        #expect(watch.written.last == "\r\u{1B}[K")
        line.clear()
        #expect(watch.written.count == 12)
    }

    @Test func `where no person watches nothing is written`() {
        let watch = Watch()
        let line = watch.line(isShown: false)
        watch.nanoseconds = 5_000_000_000
        line.tell("reading", 1, of: 2)
        line.clear()
        #expect(watch.written.isEmpty)
    }
}
