import Disks
import Simulation
import WriteAheadLog

/// What the tests of the log have in common: small segments, telling payloads, and short ways to write and read.
enum LogFixture {
    static let fingerprint: [UInt8] = Array(1...16)

    /// Bytes of a segment's header and of what stands in front of a payload.
    static let headerBytes = 64
    static let frameHeaderBytes = 24

    /// Segments of 2 to 8 KiB, records of up to 200 bytes, prepared by the test itself.
    static func configuration(_ change: (inout LogConfiguration) -> Void = { _ in }) -> LogConfiguration {
        var configuration = LogConfiguration()
        configuration.firstSegmentBytes = 2048
        configuration.largestSegmentBytes = 8192
        configuration.reserveBytes = 256
        configuration.maximumRecordBytes = 200
        configuration.fingerprint = fingerprint
        configuration.preparation = .caller
        change(&configuration)
        return configuration
    }

    /// The payload that belongs to a sequence: it says which, and fills up to a length without padding by default.
    static func payload(_ sequence: UInt64, bytes count: Int = 40) -> [UInt8] {
        let text = Array("record \(sequence) ".utf8)
        let filling = [UInt8](repeating: UInt8(ascii: "a") + UInt8(sequence % 26), count: count)
        return Array((text + filling).prefix(count))
    }

    /// Opens a log for writing, with a salt that only this sequence has.
    static func open(
        _ disk: any Disk,
        at sequence: UInt64 = 1,
        salt: UInt64 = 0,
        _ configuration: LogConfiguration = configuration(),
        onDurable: @escaping @Sendable (UInt64) -> Void = { _ in }
    ) throws -> LogWriter {
        try LogWriter(
            disk: disk,
            configuration: configuration,
            nextSequence: sequence,
            salt: salt &+ 0x1234_5678_9ABC_DEF0 &* sequence,
            onDurable: onDurable
        )
    }

    /// A disk with a log of so many records, each with a commit of its own, that was not closed.
    static func disk(records: Int, bytes: Int = 40) throws -> SimulatedDisk {
        let disk = SimulatedDisk()
        let log = try open(disk)
        for _ in 0..<records { try log.write(bytes: bytes) }
        return disk
    }

    /// Reads a log whose payloads are `payload` of their sequences, and checks that they are.
    static func read(_ disk: any Disk, from: UInt64? = nil) throws -> (sequences: [UInt64], tail: LogTail) {
        var sequences: [UInt64] = []
        let tail = try LogReader.replay(disk: disk, from: from, fingerprint: fingerprint) { record in
            guard record.payload == payload(record.sequence, bytes: record.payload.count) else {
                throw ForeignPayload(sequence: record.sequence)
            }
            sequences.append(record.sequence)
        }
        return (sequences, tail)
    }

    /// The name of the segment that begins with a sequence.
    static func name(_ first: UInt64) -> String {
        "wal-" + String(String(100_000_000_000_000_000_000 as UInt128 + UInt128(first)).dropFirst()) + ".log"
    }

    /// A record was read whose payload is not its own.
    struct ForeignPayload: Error {
        let sequence: UInt64
    }
}

extension LogWriter {
    /// Appends the next record with its own payload, without a commit.
    @discardableResult
    func add(bytes: Int = 40) throws -> UInt64 {
        let admission = admit(bytes, from: .ordinary)
        guard admission == .granted else { throw NotAdmitted(admission: admission) }
        return append(LogFixture.payload(lastSequence + 1, bytes: bytes), admitted: bytes)
    }

    /// Appends and commits a record, with the next segment made ready where it is needed.
    @discardableResult
    func write(bytes: Int = 40) throws -> UInt64 {
        _ = try prepareAhead()
        let sequence = try add(bytes: bytes)
        _ = try commit()
        return sequence
    }

    /// The log had no room.
    struct NotAdmitted: Error {
        let admission: LogAdmission
    }
}
