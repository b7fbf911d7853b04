import Glibc

/// Who may read the files of a data directory: their owner alone.
enum FileRights {
    /// Closes the directory's own files to others, and names those that were open to them.
    ///
    /// Files of another owner are refused, since their owner could change them. What is not ours by its name is left
    /// alone.
    static func tighten(_ names: [String], in directory: String) throws(Failure) -> [String] {
        var tightened: [String] = []
        for name in names where isOurs(name) {
            let path = directory + "/" + name
            var status = stat()
            // A link is no file of ours: whoever opens it will say so.
            guard lstat(path, &status) == 0, [S_IFREG, S_IFSOCK].contains(status.st_mode & S_IFMT) else { continue }
            guard status.st_uid == geteuid() else {
                throw Failure("\(path) belongs to user \(status.st_uid), not to this one (\(geteuid()))")
            }
            guard isOpenToOthers(status) else { continue }
            guard chmod(path, 0o600) == 0 else {
                throw Failure("cannot close \(path) to others: \(String(cString: strerror(errno)))")
            }
            tightened.append(name)
        }
        return tightened
    }

    /// Whether others than the owner may read or write a file, wherever it lies.
    static func isOpenToOthers(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && isOpenToOthers(status)
    }

    private static func isOpenToOthers(_ status: stat) -> Bool {
        status.st_mode & 0o077 != 0
    }

    private static func isOurs(_ name: String) -> Bool {
        ["LOCK", EncryptionKey.fileName, ControlAPI.socketName].contains(name) || name.hasPrefix("wal-")
            || name.hasPrefix("snapshot-")
    }
}
