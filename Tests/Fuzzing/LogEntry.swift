import CheckoutEngine
import Disks
import Logging
import Simulation
import WriteAheadLog

/// The log: a file of any bytes, or whole records of any bytes, is read or refused; looks agree with each other.
///
/// The first byte decides: an even one makes the rest a file, an odd one makes each line of it a record, which the log
/// itself writes, so that checksums fit.
enum LogEntry {
    private static let file = "wal-00000000000000000001.log"

    private static let configuration = {
        var configuration = LogConfiguration()
        configuration.firstSegmentBytes = 16 << 10
        configuration.largestSegmentBytes = 16 << 10
        configuration.reserveBytes = 0
        configuration.maximumRecordBytes = 4 << 10
        configuration.preparation = .caller
        return configuration
    }()

    static func finding(in bytes: [UInt8]) -> String? {
        guard let first = bytes.first else { return nil }
        let disk = SimulatedDisk()
        if first.isMultiple(of: 2) {
            disk.setContents(of: file, to: Array(bytes.dropFirst()))
            return findingInReports(of: disk)
        }
        return findingInRecords(bytes.dropFirst().split(separator: UInt8(ascii: "\n")).map(Array.init), disk)
    }

    /// Every record that was written is read back, and a start makes of their events whatever it will.
    private static func findingInRecords(_ payloads: [[UInt8]], _ disk: SimulatedDisk) -> String? {
        var written: [[UInt8]] = []
        do {
            let log = try LogWriter(disk: disk, configuration: configuration, nextSequence: 1, salt: 1)
            for payload in payloads where payload.count <= configuration.maximumRecordBytes {
                guard log.admit(payload.count, from: .ordinary) == .granted else { break }
                _ = log.append(payload, admitted: payload.count)
                written.append(payload)
            }
            try log.close()
            var read: [[UInt8]] = []
            try LogReader.replay(disk: disk, from: nil, fingerprint: nil) { read.append($0.payload) }
            guard read == written else { return "\(written.count) records were written and others read" }
        } catch {
            return "\(error)"
        }
        return findingInReports(of: disk)
    }

    /// A file in which a look finds nothing wrong is one that a reader takes.
    private static func findingInReports(of disk: SimulatedDisk) -> String? {
        _ = try? Restore(from: disk, RestoreRequest(), logger: Logger(label: "fuzzing")).preview()
        do throws(LogError) {
            let reports = try LogReader.verify(disk: disk, fingerprint: nil)
            var count: UInt64 = 0
            let isRead = (try? LogReader.replay(disk: disk, from: nil, fingerprint: nil) { _ in count += 1 }) != nil
            guard reports.allSatisfy({ $0.problem == nil }) == isRead else { return "a look and a reader disagree" }
            let told = reports.reduce(0) { $0 + $1.records }
            return told == count ? nil : "a look finds \(told) records, a reader \(count)"
        } catch {
            return "the directory cannot be read: \(error)"
        }
    }
}
