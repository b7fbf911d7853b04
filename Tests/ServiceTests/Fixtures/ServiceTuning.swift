import CheckoutEngine
import HTTPServing
import WriteAheadLog

/// What tests choose of a service beyond its options.
struct ServiceTuning: Sendable {
    /// The log's layout: small segments, so that a start writes little.
    var log = ServiceTuning.smallLog

    /// What the servers bound.
    var limits = HTTPLimits()

    /// Whether there is a control socket in the folder.
    var hasControlSocket = false

    /// Memory for idempotency keys; nil leaves what the options say.
    var idempotencyMemoryBytes: Int?

    /// What the process uses of memory, as far as the service knows.
    var memory = MemorySource.process

    /// Where log lines go; nil for nowhere.
    var logLines: LogLines?

    /// Told when the log cannot be written, where the program would end.
    var onLogFailure: @Sendable (LogError) -> Void = { _ in }

    private static let smallLog: LogConfiguration = {
        var log = LogConfiguration()
        log.firstSegmentBytes = 512 << 10
        log.largestSegmentBytes = 1 << 20
        log.reserveBytes = 32 << 10
        log.maximumRecordBytes = 64 << 10
        return log
    }()
}
