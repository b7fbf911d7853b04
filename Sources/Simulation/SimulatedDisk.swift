package import Disks
import Synchronization

/// A directory in memory that can fail, fill up and lose power, the same way for the same seed.
///
/// The fault model:
/// - Every file has a volatile image, which reads see, and a durable one. `synchronize()` makes the file's operations
///   so far durable; until then `crash(seed:)` decides about each: all lost, all kept, a front of them kept with the
///   last one torn, or each 512-byte sector of each write kept or lost by itself, so that later ones survive earlier
///   ones. A sector is never torn in itself. A cut of the file that was not synced is kept or lost as one.
/// - Creating, renaming and removing become durable, in their order, with `synchronizeDirectory()`; a crash keeps a
///   front of those that were not. What a name means after the crash may so be an older file.
/// - The n-th write, allocation or sync can be made to fail with an input/output error. A failed write may have
///   written a front of its bytes. After a failed sync the operations it was for are still read, but no later sync
///   makes them durable.
/// - A capacity in bytes, over the sizes of all files: what would grow beyond it fails with `.noSpace`, and an
///   allocation has grown the file as far as there was room.
/// - `corrupt` changes a byte in both images, as a rotten medium would.
///
/// Not modelled: torn sectors, errors when reading, time.
package final class SimulatedDisk: Disk {
    private let state: Mutex<SimulatedDiskState>

    /// An empty disk without faults, with a capacity in bytes.
    package init(capacity: Int64 = .max) {
        state = Mutex(SimulatedDiskState(capacity: capacity))
    }

    private init(_ initial: sending SimulatedDiskState) {
        state = Mutex(initial)
    }

    /// The names in the directory, sorted by their bytes.
    package func list() throws(DiskError) -> [String] {
        state.withLock { $0.names.keys.sorted() }
    }

    /// Opens or creates a file; every opening sees the same content.
    package func open(_ name: String, _ access: DiskAccess) throws(DiskError) -> any DiskFile {
        let number = try state.withLock { state throws(DiskError) in
            switch access {
            case .read, .readWrite: try state.number(of: name, .open)
            case .create: try state.create(name)
            }
        }
        return SimulatedFile(disk: self, number: number, name: name)
    }

    /// Renames in one step, over an existing file.
    package func rename(_ name: String, to newName: String) throws(DiskError) {
        try state.withLock { state throws(DiskError) in try state.rename(name, to: newName) }
    }

    /// Takes a name out of the directory; open files stay usable.
    package func remove(_ name: String) throws(DiskError) {
        try state.withLock { state throws(DiskError) in try state.remove(name) }
    }

    /// True if a file has the name.
    package func exists(_ name: String) throws(DiskError) -> Bool {
        state.withLock { $0.names[name] != nil }
    }

    /// Size and simulated time of last change, by name.
    package func status(of name: String) throws(DiskError) -> DiskFileStatus {
        try state.withLock { state throws(DiskError) in
            let number = try state.number(of: name, .status)
            let file = state.files[number]
            return DiskFileStatus(bytes: Int64(file.volatile.count), modifiedSeconds: file.modifiedSeconds)
        }
    }

    /// Makes the changes of names so far durable.
    package func synchronizeDirectory() throws(DiskError) {
        try state.withLock { state throws(DiskError) in
            try state.count(.synchronizeDirectory, ".")
            state.synchronizeDirectory()
        }
    }

    /// The disk as it is found after the power failed now; this one is not changed.
    package func crash(seed: UInt64) -> SimulatedDisk {
        SimulatedDisk(state.withLock { $0.afterCrash(seed: seed) })
    }

    /// Makes an operation fail with an input/output error, once: the n-th one from now on, counted from 1.
    package func fail(_ operation: DiskOperation, after count: Int) {
        state.withLock { $0.failures[operation] = count }
    }

    /// Sets the capacity in bytes; files that are there stay.
    package func setCapacity(_ bytes: Int64) {
        state.withLock { $0.capacity = bytes }
    }

    /// The sum of all files' sizes in bytes.
    package var usedBytes: Int64 {
        state.withLock { $0.usedBytes }
    }

    /// Sets the time that changed files get, in seconds since the epoch.
    package func setTime(_ seconds: Int64) {
        state.withLock { $0.nowSeconds = seconds }
    }

    /// What reads see of a file; nil if there is none of the name.
    package func contents(of name: String) -> [UInt8]? {
        state.withLock { state in state.names[name].map { state.files[$0].volatile } }
    }

    /// Makes a file have a content, durably.
    package func setContents(of name: String, to bytes: [UInt8]) {
        state.withLock { $0.setContents(of: name, to: bytes) }
    }

    /// Flips bits of one byte of a file; there must be a file of the name, with such a byte.
    package func corrupt(_ name: String, at offset: Int, flipping bits: UInt8) {
        state.withLock { state in
            guard var bytes = state.names[name].map({ state.files[$0].volatile }) else {
                preconditionFailure("a file to be corrupted exists")
            }
            bytes[offset] ^= bits
            state.setContents(of: name, to: bytes)
        }
    }

    /// Lends the state to a file of this disk.
    func withState<Result: Sendable>(
        _ body: (inout SimulatedDiskState) throws(DiskError) -> Result
    ) throws(DiskError) -> Result {
        try state.withLock { state throws(DiskError) in try body(&state) }
    }
}
