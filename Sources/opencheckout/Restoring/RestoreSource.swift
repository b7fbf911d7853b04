import CheckoutEngine
import Disks
import Foundation
import Snapshots

/// What an operator restores from: a snapshot's file, or a whole data directory.
struct RestoreSource {
    /// The folder of the log, and of the encryption key if that lies there.
    let folder: String

    let disk: POSIXDisk

    /// The snapshot that was named; nil for a directory, whose newest whole one is taken.
    let snapshot: SnapshotName?

    /// Finds it; a `Failure` if it is not there.
    init(_ argument: String, dataDir: String) throws {
        var isDirectory: ObjCBool = false
        if FileManager.default.fileExists(atPath: argument, isDirectory: &isDirectory), isDirectory.boolValue {
            folder = argument
            disk = try POSIXDisk(path: argument)
            snapshot = nil
        } else {
            let file = try SnapshotFile(argument, dataDir: dataDir)
            folder = file.folder
            disk = file.disk
            snapshot = file.name
        }
    }
}
