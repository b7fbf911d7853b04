import Disks
import Snapshots

/// A snapshot as an operator names it: by a path, or by the bare name of one in the data directory.
struct SnapshotFile {
    /// The folder it lies in.
    let folder: String

    let disk: POSIXDisk
    let name: SnapshotName

    /// Finds it; a `Failure` if it is not there.
    init(_ argument: String, dataDir: String) throws {
        let slash = argument.lastIndex(of: "/")
        let fileName = slash.map { String(argument[argument.index(after: $0)...]) } ?? argument
        folder = slash.map { $0 == argument.startIndex ? "/" : String(argument[..<$0]) } ?? dataDir
        guard let name = SnapshotName(parsing: fileName) else {
            throw Failure("'\(fileName)' is no snapshot's name: those are like \(SnapshotName(sequence: 42))")
        }
        self.name = name
        do {
            disk = try POSIXDisk(path: folder)
            guard try disk.exists(fileName) else {
                let hint = slash == nil ? "; for one in this folder write ./\(fileName)" : ""
                throw Failure("there is no snapshot \(fileName) in \(folder)\(hint)")
            }
        } catch let error as DiskError {
            throw Failure("cannot look into \(folder): \(error.message)")
        }
    }
}
