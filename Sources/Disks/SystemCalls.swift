import CLinux
import Glibc

/// Every system call of this target, with interruptions retried and failures as `SystemCallError`.
enum SystemCalls {
    /// Opens a directory by its path.
    static func openDirectory(_ path: String) throws(SystemCallError) -> Int32 {
        try checked { Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    }

    /// Opens or creates a file in a directory; a symbolic link is refused, a new file is its owner's alone.
    static func open(_ name: String, in directory: Int32, _ access: DiskAccess) throws(SystemCallError) -> Int32 {
        let flags =
            switch access {
            case .read: O_RDONLY
            case .readWrite: O_RDWR
            case .create: O_RDWR | O_CREAT | O_EXCL
            }
        return try checked { openat(directory, name, flags | O_CLOEXEC | O_NOFOLLOW, mode_t(0o600)) }
    }

    /// Gives a descriptor back.
    static func close(_ descriptor: Int32) {
        // An interrupted close has closed on Linux: a retry could hit somebody else's descriptor.
        _ = Glibc.close(descriptor)
    }

    /// The names in a directory but `.` and `..`, in the order the system has them.
    static func names(in directory: Int32) throws(SystemCallError) -> [String] {
        // A descriptor of its own, since reading moves a position that a duplicate would share.
        let own = try checked { openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard let stream = fdopendir(own) else {
            let failure = SystemCallError(number: errno)
            close(own)
            throw failure
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        if errno != 0 { throw SystemCallError(number: errno) }
        return names
    }

    /// Writes at an offset and says how much was written.
    static func write(
        _ bytes: UnsafeRawBufferPointer,
        to descriptor: Int32,
        at offset: Int64
    ) throws(SystemCallError) -> Int {
        try checked { pwrite(descriptor, bytes.baseAddress, bytes.count, off_t(offset)) }
    }

    /// Reads at an offset and says how much was read; 0 at the end.
    static func read(
        into buffer: UnsafeMutableRawBufferPointer,
        from descriptor: Int32,
        at offset: Int64
    ) throws(SystemCallError) -> Int {
        try checked { pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset)) }
    }

    /// Gives a range its place; false where the file system cannot do so ahead of writing.
    static func allocate(_ descriptor: Int32, from offset: Int64, count: Int64) throws(SystemCallError) -> Bool {
        do {
            _ = try checked { clinux_allocate(descriptor, offset, count) }
            return true
        } catch  where error.number == EOPNOTSUPP || error.number == ENOSYS {
            return false
        }
    }

    /// Waits until content and size are on the device.
    static func synchronizeData(_ descriptor: Int32) throws(SystemCallError) {
        // Never again after a failure: only an interruption, which has not tried yet, is retried.
        _ = try checked { fdatasync(descriptor) }
    }

    /// Waits until everything of a file or directory is on the device.
    static func synchronize(_ descriptor: Int32) throws(SystemCallError) {
        _ = try checked { fsync(descriptor) }
    }

    /// Size and time of an open file.
    static func status(of descriptor: Int32) throws(SystemCallError) -> DiskFileStatus {
        var status = stat()
        _ = try checked { fstat(descriptor, &status) }
        return DiskFileStatus(bytes: Int64(status.st_size), modifiedSeconds: Int64(status.st_mtim.tv_sec))
    }

    /// Size and time of a file by name.
    static func status(of name: String, in directory: Int32) throws(SystemCallError) -> DiskFileStatus {
        var status = stat()
        _ = try checked { fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) }
        return DiskFileStatus(bytes: Int64(status.st_size), modifiedSeconds: Int64(status.st_mtim.tv_sec))
    }

    /// Sets a file's size.
    static func truncate(_ descriptor: Int32, to size: Int64) throws(SystemCallError) {
        _ = try checked { ftruncate(descriptor, off_t(size)) }
    }

    /// Renames within a directory, over an existing file.
    static func rename(_ name: String, to newName: String, in directory: Int32) throws(SystemCallError) {
        _ = try checked { renameat(directory, name, directory, newName) }
    }

    /// Removes a name from a directory.
    static func remove(_ name: String, in directory: Int32) throws(SystemCallError) {
        _ = try checked { unlinkat(directory, name, 0) }
    }

    /// Runs a call until it was not interrupted, and turns its −1 into an error.
    private static func checked<Result: SignedInteger>(_ call: () -> Result) throws(SystemCallError) -> Result {
        while true {
            let result = call()
            if result != -1 { return result }
            let number = errno
            if number != EINTR { throw SystemCallError(number: number) }
        }
    }
}
