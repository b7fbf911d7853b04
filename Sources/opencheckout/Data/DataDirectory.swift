import Disks
import Glibc

/// A data directory that this process holds: nobody else writes in it.
struct DataDirectory {
    let path: String
    let disk: POSIXDisk

    /// Files that others could have read until now.
    let tightened: [String]

    private let lock: DirectoryLock

    /// Why a directory cannot be held.
    enum Holding {
        case held(DataDirectory)

        /// Another process has it: who, as far as it can be told.
        case inUse(by: String)
    }

    /// Takes hold of a directory, and makes it if it is not there.
    ///
    /// It must be the user's own, and so must its files; they are closed to all others (modes 0700 and 0600).
    static func hold(_ path: String) throws -> Holding {
        if mkdir(path, 0o700) != 0, errno != EEXIST {
            throw Failure("cannot make the data directory \(path): \(String(cString: strerror(errno)))")
        }
        try tighten(path)
        guard let lock = try DirectoryLock(directory: path) else {
            return .inUse(by: DirectoryLock.holder(of: path))
        }
        let disk = try POSIXDisk(path: path)
        let tightened = try FileRights.tighten(try disk.list(), in: path)
        return .held(DataDirectory(path: path, disk: disk, tightened: tightened, lock: lock))
    }

    private static func tighten(_ path: String) throws {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw Failure("the data directory \(path) is no directory")
        }
        guard status.st_uid == geteuid() else {
            throw Failure("the data directory \(path) belongs to user \(status.st_uid), not to this one (\(geteuid()))")
        }
        if status.st_mode & 0o077 != 0, chmod(path, 0o700) != 0 {
            throw Failure("cannot close \(path) to others: \(String(cString: strerror(errno)))")
        }
    }
}
