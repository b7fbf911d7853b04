import Glibc
import Reactors

/// A line on a terminal that says how far a long command has come; nothing where no person watches, or it is soon over.
final class ProgressLine {
    /// Nothing is shown before so many nanoseconds, since most commands are done by then.
    private static let quietNanoseconds: Int64 = 1_000_000_000

    /// The line is written at most so often.
    private static let restNanoseconds: Int64 = 200_000_000

    private let isShown: Bool
    private let now: () -> MonotonicTime
    private let write: (String) -> Void
    private let began: MonotonicTime
    private var written: MonotonicTime?

    /// A line on standard error, if that is a terminal.
    convenience init() {
        let write = { (text: String) in
            var text = text
            text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
        }
        self.init(isShown: isatty(STDERR_FILENO) == 1, now: { .current }, write: write)
    }

    /// A line that is shown, timed and written as a test likes.
    init(isShown: Bool, now: @escaping () -> MonotonicTime, write: @escaping (String) -> Void) {
        self.isShown = isShown
        self.now = now
        self.write = write
        began = now()
    }

    /// Says what is being done and how far it is; called as often as it goes on, and cheap.
    func tell(_ what: @autoclosure () -> String, _ done: Int, of total: Int? = nil) {
        guard isShown else { return }
        let now = now()
        guard now.nanoseconds - began.nanoseconds >= Self.quietNanoseconds,
            now.nanoseconds - (written ?? began).nanoseconds >= Self.restNanoseconds
        else { return }
        written = now
        let share = total.map { "\(min(100, done * 100 / max($0, 1))) %" } ?? "\(done)"
        // Back to the beginning, and away with what stands there.
        write("\r\u{1B}[K\(what()): \(share)")
    }

    /// Takes the line away; called before anything else is printed.
    func clear() {
        guard written != nil else { return }
        written = nil
        write("\r\u{1B}[K")
    }
}
