import CheckoutEngine
import Disks
import Snapshots
import WriteAheadLog

/// Reads the log from end to end and says what is wrong with it, file by file.
struct LogCheck {
    private let disk: any Disk
    private let newestSnapshot: SnapshotName?
    private let durableSequence: UInt64

    /// Notes how far the log is durable, where a server runs.
    init(_ disk: any Disk, directory: String) throws {
        self.disk = disk
        // Asked for first: a snapshot that is there now is no newer than what is durable afterwards.
        newestSnapshot = try SnapshotReader.list(disk: disk).first
        durableSequence = try ControlClient(directory: directory).durableSequence() ?? .max
    }

    /// A report on each segment, oldest first.
    func reports(_ progress: ProgressLine) throws -> [FileReport] {
        let segments = try LogReader.segments(on: disk)
        var reports: [FileReport] = []
        for segment in segments {
            guard var report = try report(on: segment, progress) else { continue }
            if report.problem == nil, reports.isEmpty, segment.firstSequence > needed {
                report.problem = "the log begins with sequence \(segment.firstSequence), and needed is \(needed) on"
                report.offset = 0
            }
            let next = segment.firstSequence + UInt64(report.records)
            if report.problem == nil, segment == segments.last, next < needed {
                report.problem = "the log ends before sequence \(next), and the newest snapshot goes to \(needed - 1)"
            }
            reports.append(report)
        }
        return reports
    }

    /// The first record that a start-up reads.
    private var needed: UInt64 {
        (newestSnapshot?.sequence ?? 0) + 1
    }

    /// Nil if the segment has been removed meanwhile, as a running server removes those that nobody needs.
    private func report(on segment: LogSegment, _ progress: ProgressLine) throws -> FileReport? {
        var refused: (offset: Int64, reason: String)?
        var readable = 0
        let found = LogReader.verify(segment, disk: disk, fingerprint: nil, through: durableSequence) { record in
            progress.tell("checking \(segment.name)", Int(record.offset), of: Int(segment.bytes))
            guard refused == nil else { return }
            do {
                _ = try LogRecordFormat.decode(record.payload)
                readable += 1
            } catch {
                refused = (record.offset, "the record of sequence \(record.sequence) makes no sense: \(error)")
            }
        }
        var report = FileReport(file: found.file, records: readable, offset: refused?.offset, problem: refused?.reason)
        if let error = found.problem, refused == nil {
            guard try disk.exists(segment.name) else { return nil }
            if let cause = error.cause, cause.code != .inputOutput { throw error }
            report.offset = error.offset
            report.problem = (error.cause?.message ?? error.message) + (error.sequence.map { ", sequence \($0)" } ?? "")
        }
        if let dropped = found.dropped {
            report.remark =
                "behind them \(dropped.bytes) bytes that a crash left unfinished, at offset \(dropped.offset)"
        }
        guard try found.records > 0 || disk.exists(segment.name) else { return nil }
        return report
    }
}
