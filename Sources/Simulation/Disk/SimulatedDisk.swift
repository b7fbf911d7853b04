package import Disks
import Synchronization

/// A directory in memory that can fail, fill up and lose power, the same way for the same seed.
///
/// The fault model:
/// - **Lost, torn and reordered writes.** Every file has a volatile image, which reads see, and a durable one.
///   `synchronize()` makes the file's operations so far durable; until then `crash(seed:)` decides about each: all
///   lost, all kept, a front of them kept with the last one torn, or each 512-byte sector of each write kept or lost by
///   itself, so that later ones survive earlier ones. A sector is never torn in itself. A cut of the file that was not
///   synced is kept or lost as one.
/// - **Files that vanish, renames that did not survive.** Creating, renaming and removing become durable with
///   `synchronizeDirectory()`. Of what was not, a crash keeps a front in the order of the calls, or for each file by
///   itself a front of what was done to it. What a name means after the crash may so be an older file, or nothing.
/// - **Killed processes.** `copy()` is what the next process finds when only the last one ended: everything is read as
///   it was written, and what was not durable still is not.
/// - **Failed calls.** The n-th operation, or the n-th of a kind, can be made to fail with any error. It may have been
///   done all the same; a write is short then, a front of its bytes long. After a failed sync the operations it was for
///   are still read, but no later sync makes them durable.
/// - **A full disk.** A capacity in bytes, over the sizes of all files: what would grow beyond it fails with
///   `.noSpace`, when the file has grown as far as there was room.
/// - **Rot.** `corrupt` changes a byte in both images.
///
/// Not modelled: torn sectors, time that an operation takes.
package final class SimulatedDisk: Disk {
    /// Which side of an operation.
    package enum Moment: Sendable {
        /// Nothing was done yet.
        case before
        /// It was done or has failed, and its caller does not know yet.
        case after
    }

    /// What is told of an operation: the moment, the operation, the file's name.
    ///
    /// It may use the disk.
    package typealias Observer = @Sendable (Moment, DiskOperation, String) -> Void

    private let state: Mutex<SimulatedDiskState>
    private let observer = Mutex<Observer?>(nil)

    /// An empty disk without faults, with a capacity in bytes; the seed is for what failed operations leave.
    package init(capacity: Int64 = .max, seed: UInt64 = 0) {
        state = Mutex(SimulatedDiskState(capacity: capacity, seed: seed))
    }

    private init(_ initial: sending SimulatedDiskState) {
        state = Mutex(initial)
    }

    /// The names in the directory, sorted by their bytes.
    package func list() throws(DiskError) -> [String] {
        try perform(.list, ".") { state throws(DiskError) in
            try state.count(.list, ".")
            return state.names.keys.sorted()
        }
    }

    /// Opens or creates a file; every opening sees the same content.
    package func open(_ name: String, _ access: DiskAccess) throws(DiskError) -> any DiskFile {
        let number = try perform(.open, name) { state throws(DiskError) in
            switch access {
            case .read, .readWrite:
                try state.count(.open, name)
                return try state.number(of: name, .open)
            case .create:
                return try state.create(name)
            }
        }
        return SimulatedFile(disk: self, number: number, name: name)
    }

    /// Renames in one step, over an existing file.
    package func rename(_ name: String, to newName: String) throws(DiskError) {
        try perform(.rename, name) { state throws(DiskError) in try state.rename(name, to: newName) }
    }

    /// Takes a name out of the directory; open files stay usable.
    package func remove(_ name: String) throws(DiskError) {
        try perform(.remove, name) { state throws(DiskError) in try state.remove(name) }
    }

    /// True if a file has the name.
    package func exists(_ name: String) throws(DiskError) -> Bool {
        try perform(.status, name) { state throws(DiskError) in
            try state.count(.status, name)
            return state.names[name] != nil
        }
    }

    /// Size and simulated time of last change, by name.
    package func status(of name: String) throws(DiskError) -> DiskFileStatus {
        try perform(.status, name) { state throws(DiskError) in
            try state.count(.status, name)
            let file = state.files[try state.number(of: name, .status)]
            return DiskFileStatus(bytes: Int64(file.volatile.count), modifiedSeconds: file.modifiedSeconds)
        }
    }

    /// Makes the changes of names so far durable.
    package func synchronizeDirectory() throws(DiskError) {
        try perform(.synchronizeDirectory, ".") { state throws(DiskError) in
            try state.count(.synchronizeDirectory, ".")
            state.synchronizeDirectory()
        }
    }

    /// Does an operation of the disk or of one of its files, between two calls of the observer.
    func perform<Result: Sendable>(
        _ operation: DiskOperation,
        _ name: String,
        _ body: (inout SimulatedDiskState) throws(DiskError) -> Result
    ) throws(DiskError) -> Result {
        let observer = observer.withLock { $0 }
        observer?(.before, operation, name)
        defer { observer?(.after, operation, name) }
        return try state.withLock { state throws(DiskError) in try body(&state) }
    }
}

extension SimulatedDisk {
    /// Tells somebody of each operation from now on, on the thread that does it.
    package func observe(_ observer: Observer?) {
        self.observer.withLock { $0 = observer }
    }

    /// The disk as it is found after the power failed now; this one is not changed.
    package func crash(seed: UInt64) -> SimulatedDisk {
        SimulatedDisk(state.withLock { $0.afterCrash(seed: seed) })
    }

    /// The disk as the next process finds it, if the one that used it ends now; this one is not changed.
    package func copy() -> SimulatedDisk {
        SimulatedDisk(
            state.withLock { state in
                var copy = state
                copy.failures = []
                return copy
            }
        )
    }

    /// Makes an operation fail, once: the n-th one of its kind from now on, counted from 1, or the n-th of all.
    package func fail(_ operation: DiskOperation?, after count: Int, with code: DiskError.Code = .inputOutput) {
        state.withLock { state in
            state.failures.append(DiskFailure(operation: operation, left: count, code: code))
        }
    }

    /// Whether failures are still to come.
    package var hasFailuresLeft: Bool {
        state.withLock { !$0.failures.isEmpty }
    }

    /// Takes back what failures are still to come; says how many they were.
    @discardableResult
    package func failNoMore() -> Int {
        state.withLock { state in
            defer { state.failures = [] }
            return state.failures.count
        }
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

    /// The names in the directory, sorted; no operation.
    package var names: [String] {
        state.withLock { $0.names.keys.sorted() }
    }

    /// What reads see of a file; nil if there is none of the name.
    package func contents(of name: String) -> [UInt8]? {
        state.withLock { state in state.names[name].map { state.files[$0].volatile.all } }
    }

    /// Makes a file have a content, durably.
    package func setContents(of name: String, to bytes: [UInt8]) {
        state.withLock { $0.setContents(of: name, to: bytes) }
    }

    /// Flips bits of one byte of a file; there must be a file of the name, with such a byte.
    package func corrupt(_ name: String, at offset: Int, flipping bits: UInt8) {
        state.withLock { state in
            guard var bytes = state.names[name].map({ state.files[$0].volatile.all }) else {
                preconditionFailure("a file to be corrupted exists")
            }
            bytes[offset] ^= bits
            state.setContents(of: name, to: bytes)
        }
    }
}
