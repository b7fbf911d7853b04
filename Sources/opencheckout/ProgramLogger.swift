import Logging

/// The program's log: lines on standard error.
enum ProgramLogger {
    static func make(level: Logger.Level) -> Logger {
        var logger = Logger(label: "opencheckout") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        return logger
    }
}
