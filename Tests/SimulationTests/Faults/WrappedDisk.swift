import Disks

/// A disk in front of another one: what it does not do itself, the other does.
protocol WrappedDisk: Disk {
    var inner: any Disk { get }
}

extension WrappedDisk {
    func list() throws(DiskError) -> [String] { try inner.list() }

    func open(_ name: String, _ access: DiskAccess) throws(DiskError) -> any DiskFile { try inner.open(name, access) }

    func rename(_ name: String, to newName: String) throws(DiskError) { try inner.rename(name, to: newName) }

    func remove(_ name: String) throws(DiskError) { try inner.remove(name) }

    func exists(_ name: String) throws(DiskError) -> Bool { try inner.exists(name) }

    func status(of name: String) throws(DiskError) -> DiskFileStatus { try inner.status(of: name) }

    func synchronizeDirectory() throws(DiskError) { try inner.synchronizeDirectory() }
}
