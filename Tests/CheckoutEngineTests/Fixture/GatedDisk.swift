import Disks
import Foundation
import Simulation

/// A disk whose log can be held back: its syncs begin and do not return until the test lets them.
final class GatedDisk: Disk {
    let inner: SimulatedDisk
    private let gate = Gate()

    init(_ inner: SimulatedDisk = SimulatedDisk()) {
        self.inner = inner
    }

    /// Lets no sync of the log return from now on.
    func hold() { gate.set(isHeld: true) }

    /// Lets them all return.
    func release() { gate.set(isHeld: false) }

    func list() throws(DiskError) -> [String] { try inner.list() }

    func open(_ name: String, _ access: DiskAccess) throws(DiskError) -> any DiskFile {
        let file = try inner.open(name, access)
        return name.hasPrefix("wal-") ? GatedFile(file, gate) : file
    }

    func rename(_ name: String, to newName: String) throws(DiskError) { try inner.rename(name, to: newName) }

    func remove(_ name: String) throws(DiskError) { try inner.remove(name) }

    func exists(_ name: String) throws(DiskError) -> Bool { try inner.exists(name) }

    func status(of name: String) throws(DiskError) -> DiskFileStatus { try inner.status(of: name) }

    func synchronizeDirectory() throws(DiskError) { try inner.synchronizeDirectory() }
}

/// A file that waits at the gate before its sync.
private final class GatedFile: DiskFile {
    private let inner: any DiskFile
    private let gate: Gate

    init(_ inner: any DiskFile, _ gate: Gate) {
        self.inner = inner
        self.gate = gate
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(DiskError) {
        try inner.write(bytes, at: offset)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(DiskError) -> Int {
        try inner.read(into: buffer, at: offset)
    }

    func allocateZeroed(from offset: Int64, count: Int64) throws(DiskError) {
        try inner.allocateZeroed(from: offset, count: count)
    }

    func synchronize() throws(DiskError) {
        gate.pass()
        try inner.synchronize()
    }

    func size() throws(DiskError) -> Int64 { try inner.size() }

    func truncate(to size: Int64) throws(DiskError) { try inner.truncate(to: size) }

    func close() { inner.close() }
}

/// Where threads wait.
// Safe because `isHeld` is touched under the condition's lock alone.
private final class Gate: @unchecked Sendable {
    private let condition = NSCondition()
    private var isHeld = false

    func set(isHeld: Bool) {
        condition.withLock {
            self.isHeld = isHeld
            condition.broadcast()
        }
    }

    func pass() {
        condition.withLock {
            while isHeld { condition.wait() }
        }
    }
}
