import Logging
import Reactors
import Synchronization

/// Keeps the process below its ceiling of memory: above it no session is made, before the kernel ends the process.
///
/// Everything else goes on, and by and by frees memory: replays, reads, expiry, leaving, lapsing. Creates ask one
/// atomic flag; the memory is looked at once a second. Between two looks sessions of a second may be made, which the
/// ceiling must leave room for.
final class MemoryGuard: Sendable {
    /// Memory that the process may use before creates are refused, in bytes; nil for no ceiling.
    let ceilingBytes: Int?

    private let source: MemorySource
    private let logger: Logger
    private let used = Atomic(0)
    private let full = Atomic(false)

    init(ceilingBytes: Int?, source: MemorySource, logger: Logger) {
        self.ceilingBytes = ceilingBytes
        self.source = source
        self.logger = logger
        look()
    }

    /// True while no session may be made.
    var isFull: Bool { full.load(ordering: .relaxed) }

    /// What the process used when it was looked at last, in bytes.
    var usedBytes: Int { used.load(ordering: .relaxed) }

    /// Looks again once a second, for as long as the reactor runs; called on it.
    func watch(on reactor: Reactor) {
        guard ceilingBytes != nil else { return }
        _ = reactor.schedule(at: reactor.now + .milliseconds(Limits.dueTickMilliseconds)) { [self] in
            look()
            watch(on: reactor)
        }
    }

    /// Reads the memory, and says in a line when the ceiling is reached and when there is room again.
    func look() {
        guard let ceilingBytes else { return }
        let now = source.usedBytes(ceilingBytes)
        used.store(now, ordering: .relaxed)
        // Some way below, so that it does not begin and end with every look.
        let bound = isFull ? ceilingBytes / 100 * Limits.memoryEndPercent : ceilingBytes
        let isFullNow = now >= bound
        guard isFullNow != isFull else { return }
        full.store(isFullNow, ordering: .relaxed)
        let figures: Logger.Metadata = ["used_bytes": "\(now)", "ceiling_bytes": "\(ceilingBytes)"]
        if isFullNow {
            logger.error("the memory is used up: no sessions are made until there is room again", metadata: figures)
        } else {
            logger.notice("there is memory again: sessions are made", metadata: figures)
        }
    }
}
