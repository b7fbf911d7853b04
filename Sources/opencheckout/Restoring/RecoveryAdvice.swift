import Checkout
import CheckoutEngine
import Disks
import Foundation
import Logging
import Snapshots
import WriteAheadLog

/// What an operator can do about a data directory that a server refuses to start on.
///
/// Tries out in memory what a restore would bring back, so that the command it names is known to work, and how much is
/// lost is known before anybody decides.
struct RecoveryAdvice {
    private let directory: String

    /// About a data directory, by its path; `.` and the like are spelled out, so that a place beside it has a name.
    init(for path: String) {
        let isNamed = !["", ".", ".."].contains((path as NSString).lastPathComponent)
        let spelled = isNamed ? path : URL(fileURLWithPath: path).standardizedFileURL.path
        directory = spelled.count > 1 && spelled.hasSuffix("/") ? String(spelled.dropLast()) : spelled
    }

    /// What to do, in lines; nothing where the disk itself has to be looked at first.
    func lines(about error: RecoveryError) -> [String] {
        switch error {
        case .disk:
            []
        case .wrongEncryptionKey:
            [
                "Give the key that this data was written under, by \(EncryptionKey.variable), --encryption-key-file or "
                    + "the file \(EncryptionKey.fileName)."
            ]
        case .log(let error) where error.code == .unknownVersion:
            [Self.newerProgram]
        case .snapshot(let error) where Self.isUnknownFormat(error):
            [Self.newerProgram]
        case .log(let error) where error.code == .disk:
            []
        case .log, .snapshot, .logEndsEarly, .record, .contradiction:
            recovery
        }
    }

    private static let newerProgram = "Nothing was changed. Start the newer opencheckout that has written this."

    private static func isUnknownFormat(_ error: SnapshotError) -> Bool {
        if case .unknownFormat = error.code { true } else { false }
    }

    private var recovery: [String] {
        let disk: POSIXDisk
        let preview: RestorePreview
        do {
            disk = try POSIXDisk(path: directory)
            preview = try Restore(from: disk, RestoreRequest(), logger: ProgramLogger.make(level: .critical)).preview()
        } catch {
            return backup(instead: error)
        }
        let figures = preview.figures
        let from = preview.base.map { directory + "/" + $0.fileName } ?? directory
        return [
            "Nothing was changed. What is whole goes to sequence \(figures.sequence), \(figures.newest.text), with "
                + "\(figures.sessions.total) sessions. This builds a new data directory of it:",
            command(from: Self.quoted(from)),
        ]
    }

    /// Nothing here serves by itself: what remains is a backup, and perhaps the log behind it.
    private func backup(instead error: any Error) -> [String] {
        var lines = [
            "Nothing was changed, and nothing can be restored from this alone (\(error)). From a backup:",
            command(from: "BACKUP/snapshot-….jsonl.gz"),
        ]
        if let disk = try? POSIXDisk(path: directory), let oldest = try? LogReader.segments(on: disk).first,
            oldest.firstSequence > 1
        {
            lines.append(
                "The log here begins with sequence \(oldest.firstSequence): it goes on from any whole snapshot of "
                    + "sequence \(oldest.firstSequence - 1) or later that is put into \(directory)."
            )
        }
        return lines
    }

    private func command(from source: String) -> String {
        "  opencheckout restore --from \(source) --to \(Self.quoted(target))"
    }

    /// A place beside the directory where nothing is yet.
    private var target: String {
        let base = directory + "-restored"
        let names = [base] + (2...99).map { "\(base)-\($0)" }
        return names.first { !FileManager.default.fileExists(atPath: $0) } ?? base
    }

    /// A path as a shell takes it.
    static func quoted(_ path: String) -> String {
        let isPlain = path.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "/._-+:@".unicodeScalars.contains(scalar))
        }
        return isPlain ? path : "'" + path.replacing("'", with: #"'\''"#) + "'"
    }
}
