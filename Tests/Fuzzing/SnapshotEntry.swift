import CheckoutEngine
import Disks
import Logging
import Simulation
import Snapshots

/// Snapshots: a file of any bytes, or whole lines of any text, is read or refused; looks agree with each other.
///
/// The first byte decides: an even one makes the rest a file, an odd one makes its lines those of a snapshot that is
/// written as always, so that checksums fit.
enum SnapshotEntry {
    private static let name = SnapshotName(sequence: 1)

    static func finding(in bytes: [UInt8]) -> String? {
        guard let first = bytes.first else { return nil }
        let disk = SimulatedDisk()
        if first.isMultiple(of: 2) {
            disk.setContents(of: name.fileName, to: Array(bytes.dropFirst()))
            _ = try? SnapshotReader.header(disk: disk, name: name)
            look(at: disk)
            return nil
        }
        let lines = bytes.dropFirst().split(separator: UInt8(ascii: "\n")).map(Array.init).filter(isEntity)
        do {
            let header = SnapshotHeader(sequence: 1, createdAt: 0, counts: ["sessions": lines.count])
            let writer = try SnapshotWriter(disk: disk, header: header)
            for line in lines { try writer.append(line: line) }
            _ = try writer.finish(counts: ["sessions": lines.count])
            var read: [[UInt8]] = []
            try SnapshotReader.read(disk: disk, name: name) { read.append($0) }
            guard read == lines else { return "\(lines.count) lines were written and others read" }
        } catch {
            return "\(error)"
        }
        look(at: disk)
        return nil
    }

    /// What a start and an operator's look make of the lines.
    private static func look(at disk: SimulatedDisk) {
        var survey = SnapshotSurvey()
        try? survey.read(name, on: disk)
        _ = try? Restore(from: disk, RestoreRequest(), logger: Logger(label: "fuzzing")).preview()
    }

    /// What a writer is never given is not tried: that is its caller's duty.
    private static func isEntity(_ line: [UInt8]) -> Bool {
        line.first == UInt8(ascii: "{") && !line.starts(with: #"{"entity":"header""#.utf8)
            && !line.starts(with: #"{"entity":"footer""#.utf8)
    }
}
