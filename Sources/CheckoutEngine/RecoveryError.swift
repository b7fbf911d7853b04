package import Disks
package import Snapshots
package import WriteAheadLog

/// Why the service refuses to start on what the disk holds.
package enum RecoveryError: Error, CustomStringConvertible {
    /// A file operation failed.
    case disk(DiskError)

    /// The files were written under another encryption key.
    case wrongEncryptionKey(file: String)

    /// The log is damaged in a way that no crash explains, or is of an unknown version.
    case log(LogError)

    /// A snapshot is damaged, and no older one that the log reaches back to is whole.
    case snapshot(SnapshotError)

    /// The log is there and ends before the newest snapshot does, so that a part of it must be gone.
    case logEndsEarly(LogTail.End, snapshot: UInt64)

    /// A record is whole and makes no sense.
    case record(String, offset: Int64, UInt64, String)

    /// What was recovered contradicts itself.
    case contradiction(String)

    init(_ error: any Error) {
        switch error {
        case let error as RecoveryError:
            self = error
        case let error as LogError where error.code == .wrongFingerprint:
            self = .wrongEncryptionKey(file: error.file ?? "log")
        case let error as LogError:
            self = .log(error)
        case let error as SnapshotError:
            self = (error.cause as? RecoveryError) ?? .snapshot(error)
        case let error as DiskError:
            self = .disk(error)
        case _:
            self = .contradiction("\(error)")
        }
    }

    /// True if the disk could not be read at all, so that nothing is said about what it holds.
    package var isDiskTrouble: Bool {
        switch self {
        case .disk: true
        case .log(let error): error.code == .disk
        case .snapshot(let error): error.code == .disk || error.code == .outOfMemory
        case .wrongEncryptionKey, .logEndsEarly, .record, .contradiction: false
        }
    }

    /// What is wrong and where, for operators.
    package var description: String {
        switch self {
        case .disk(let error): "\(error)"
        case .wrongEncryptionKey(let file): "\(file): written under another encryption key"
        case .log(let error): "\(error)"
        case .snapshot(let error): "\(error)"
        case .logEndsEarly(let end, let snapshot):
            "\(end.file): the log ends at offset \(end.offset), sequence \(end.sequence), and a part of it is missing: "
                + "\(SnapshotName(sequence: snapshot)) goes further"
        case .record(let file, let offset, let sequence, let reason):
            "\(file): the record at offset \(offset), sequence \(sequence), cannot be applied: \(reason)"
        case .contradiction(let reason): "the data contradicts itself: \(reason)"
        }
    }
}
