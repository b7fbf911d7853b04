import CheckoutEngine
import WriteAheadLog

/// What stays the same over all starts of a simulation.
struct World: Sendable {
    static let encryptionKey = [UInt8](repeating: 7, count: SecretVault.keyBytes)

    let wiring: Wiring

    /// Sessions leave after an hour and snapshots become due soon, so that little time shows much.
    let settings: EngineSettings

    /// Small segments, which some dozens of sessions fill.
    let log: LogConfiguration

    init(wiring: Wiring, keepSessionsSeconds: Int64 = 3_600) {
        self.wiring = wiring
        settings = EngineSettings(
            baseURL: "https://pay.example.com",
            keepSessionsSeconds: keepSessionsSeconds,
            retentionSeconds: 7_200,
            snapshotIntervalSeconds: 30
        )
        var log = LogConfiguration()
        log.firstSegmentBytes = 128 << 10
        log.largestSegmentBytes = 256 << 10
        log.reserveBytes = 16 << 10
        log.maximumRecordBytes = 32 << 10
        log.preparation = .caller
        self.log = log
    }
}
