package import Checkout
package import Disks
package import Snapshots
package import WriteAheadLog

/// Why nothing was restored.
package enum RestoreError: Error, CustomStringConvertible {
    /// A file operation failed.
    case disk(DiskError)

    /// The log could not be read at all.
    case log(LogError)

    /// The snapshot that was named is damaged.
    case snapshot(SnapshotError)

    /// The snapshot that was named is younger than the moment that was asked for; `older` is not.
    case snapshotTooYoung(SnapshotName, taken: Timestamp, older: SnapshotName?)

    /// No snapshot is whole and old enough, and the log does not reach back to its beginning.
    case nothingToBeginFrom(passedOver: [SnapshotError])

    /// Not one record could be had, for the reason given in words.
    case nothing(String, isDamage: Bool)

    /// What was read contradicts itself.
    case contradiction(String)

    /// What was built does not read back as it was written.
    case readBack(String)

    /// True if damage is why.
    package var isDamage: Bool {
        switch self {
        case .snapshot(let error): error.code != .disk && error.code != .outOfMemory
        case .nothingToBeginFrom, .contradiction: true
        case .nothing(_, let isDamage): isDamage
        case .disk, .log, .snapshotTooYoung, .readBack: false
        }
    }

    /// What is wrong, for operators.
    package var description: String {
        switch self {
        case .disk(let error): "\(error)"
        case .log(let error): "\(error)"
        case .snapshot(let error): "\(error)"
        case .snapshotTooYoung(let name, let taken, nil):
            "\(name) was taken at \(taken.text), after the moment to be restored, and there is no older one"
        case .snapshotTooYoung(let name, let taken, let older?):
            "\(name) was taken at \(taken.text), after the moment to be restored; \(older) is old enough"
        case .nothingToBeginFrom(let damaged):
            (damaged.map { "\($0)" } + ["no snapshot serves, and the log does not reach back to its beginning"])
                .joined(separator: "\n")
        case .nothing(let reason, _): "there is nothing to restore: \(reason)"
        case .contradiction(let reason): "the data contradicts itself: \(reason)"
        case .readBack(let reason): "what was built does not read back as it was written: \(reason)"
        }
    }
}
