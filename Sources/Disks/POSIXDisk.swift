/// A directory of the operating system's file system.
///
/// The directory is opened once and every name is looked up in it, so that renaming it from outside changes nothing.
/// Symbolic links are not followed. Files made here can be opened by their owner only (mode 0600).
package final class POSIXDisk: Disk {
    private let descriptor: Int32
    private let path: String
    #if DEBUG
    private let hook: FaultPoint.Hook?
    #endif

    /// Opens an existing directory.
    package init(path: String) throws(DiskError) {
        self.path = path
        descriptor = try Self.openDirectory(path)
        #if DEBUG
        hook = nil
        #endif
    }

    #if DEBUG
    /// Opens an existing directory and calls the hook before and after each operation.
    package init(path: String, faults hook: @escaping FaultPoint.Hook) throws(DiskError) {
        self.path = path
        descriptor = try Self.openDirectory(path)
        self.hook = hook
    }
    #endif

    deinit {
        SystemCalls.close(descriptor)
    }

    /// The names in the directory, sorted by their bytes.
    package func list() throws(DiskError) -> [String] {
        try run(.list, path) { () throws(SystemCallError) in try SystemCalls.names(in: descriptor).sorted() }
    }

    /// Opens or creates a file relative to the directory.
    package func open(_ name: String, _ access: DiskAccess) throws(DiskError) -> any DiskFile {
        let file = try run(.open, name) { () throws(SystemCallError) in
            try SystemCalls.open(name, in: descriptor, access)
        }
        #if DEBUG
        return POSIXFile(descriptor: file, name: name, hook: hook)
        #else
        return POSIXFile(descriptor: file, name: name)
        #endif
    }

    /// Renames in one step, over an existing file.
    package func rename(_ name: String, to newName: String) throws(DiskError) {
        try run(.rename, name) { () throws(SystemCallError) in
            try SystemCalls.rename(name, to: newName, in: descriptor)
        }
    }

    /// Takes a name out of the directory; open files stay usable.
    package func remove(_ name: String) throws(DiskError) {
        try run(.remove, name) { () throws(SystemCallError) in try SystemCalls.remove(name, in: descriptor) }
    }

    /// True if anything at all has the name.
    package func exists(_ name: String) throws(DiskError) -> Bool {
        do {
            _ = try status(of: name)
            return true
        } catch  where error.code == .notFound {
            return false
        }
    }

    /// Size and time of last change, by name.
    package func status(of name: String) throws(DiskError) -> DiskFileStatus {
        try run(.status, name) { () throws(SystemCallError) in try SystemCalls.status(of: name, in: descriptor) }
    }

    /// Waits until the names are on the device.
    package func synchronizeDirectory() throws(DiskError) {
        try run(.synchronizeDirectory, path) { () throws(SystemCallError) in try SystemCalls.synchronize(descriptor) }
    }

    private static func openDirectory(_ path: String) throws(DiskError) -> Int32 {
        do {
            return try SystemCalls.openDirectory(path)
        } catch {
            throw error.diskError(.open, path)
        }
    }

    private func run<Result>(
        _ operation: DiskOperation,
        _ file: String,
        _ call: () throws(SystemCallError) -> Result
    ) throws(DiskError) -> Result {
        #if DEBUG
        try hook?(FaultPoint(.before, operation), file)
        #endif
        let result: Result
        do {
            result = try call()
        } catch {
            throw error.diskError(operation, file)
        }
        #if DEBUG
        try hook?(FaultPoint(.after, operation), file)
        #endif
        return result
    }
}
