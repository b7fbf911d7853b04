import Testing
import WriteAheadLog

@testable import CheckoutEngine

/// How an engine of a test is laid out; the default is one thread, one shard and a small log.
struct EngineSetup: Sendable {
    var threads = 1
    var shards = 1
    var seed: UInt64 = 1
    var settings = EngineSettings(baseURL: "https://pay.example.com")
    var log = EngineSetup.smallLog
    var encryptionKey = [UInt8](repeating: 7, count: SecretVault.keyBytes)
    var memory = MemorySource { _ in 0 }
    var onLogFailure: @Sendable (LogError) -> Void = { _ in }

    /// Layouts that find what one thread or one shard would hide.
    static let layouts: [EngineSetup] = [
        EngineSetup(threads: 1, shards: 1), EngineSetup(threads: 1, shards: 3), EngineSetup(threads: 2, shards: 2),
        EngineSetup(threads: 2, shards: 7),
    ]

    /// Room for some hundreds of sessions, and soon for more.
    private static let smallLog = makeLog(firstSegment: 256 << 10, largestSegment: 8 << 20)

    /// Room for thousands of sessions at once, so that none meets a segment that is not ready yet.
    static let roomyLog = makeLog(firstSegment: 4 << 20, largestSegment: 16 << 20)

    /// A log whose thread looks for room again after a millisecond.
    static func makeLog(
        firstSegment: Int64,
        largestSegment: Int64,
        reserve: Int = 32 << 10,
        record: Int = 32 << 10
    ) -> LogConfiguration {
        var log = LogConfiguration()
        log.firstSegmentBytes = firstSegment
        log.largestSegmentBytes = largestSegment
        log.reserveBytes = reserve
        log.maximumRecordBytes = record
        log.preparation = .thread(retryMilliseconds: 1)
        return log
    }

    /// The same with something changed.
    func with(_ change: (inout EngineSetup) -> Void) -> EngineSetup {
        var copy = self
        change(&copy)
        return copy
    }
}

extension EngineSetup: CustomTestStringConvertible {
    var testDescription: String { "\(threads) threads, \(shards) shards" }
}
