import Disks

/// A disk that does not sync its directory.
struct UnsafeNames: WrappedDisk {
    let inner: any Disk
    let isPlanted: Bool

    func synchronizeDirectory() throws(DiskError) {
        if !isPlanted { try inner.synchronizeDirectory() }
    }
}
