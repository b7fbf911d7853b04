import Disks

/// A disk on which the syncs of some files have a fault.
struct FaultyFiles: WrappedDisk {
    let inner: any Disk

    /// How the names of those files begin.
    let prefix: String

    /// Nil where the fault is off.
    let fault: SyncFault?

    func open(_ name: String, _ access: DiskAccess) throws(DiskError) -> any DiskFile {
        let file = try inner.open(name, access)
        guard let fault, name.hasPrefix(prefix) else { return file }
        return FaultyFile(file, fault)
    }
}
