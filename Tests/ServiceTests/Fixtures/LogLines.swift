import Logging
import Synchronization

/// Keeps what is logged, for tests to read.
final class LogLines: Sendable {
    private let lines = Mutex<[[String: String]]>([])

    /// The metadata of every line of this message so far, with its level as `level`.
    func all(_ message: String) -> [[String: String]] {
        lines.withLock { $0.filter { $0["message"] == message } }
    }

    /// A logger that writes here.
    func logger(level: Logger.Level) -> Logger {
        var logger = Logger(label: "test") { _ in Handler(lines: self) }
        logger.logLevel = level
        return logger
    }

    /// What swift-log hands lines to.
    private struct Handler: LogHandler {
        let lines: LogLines
        var logLevel = Logger.Level.info
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            var line = (event.metadata ?? [:]).mapValues { "\($0)" }
            line["message"] = "\(event.message)"
            line["level"] = "\(event.level)"
            let finished = line
            lines.lines.withLock { $0.append(finished) }
        }
    }
}
