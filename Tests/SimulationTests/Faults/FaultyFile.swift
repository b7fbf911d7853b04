import Disks
import Synchronization

/// A file whose syncs have a fault.
final class FaultyFile: WrappedFile {
    let inner: any DiskFile
    private let fault: SyncFault
    private let syncs = Atomic(0)

    init(_ inner: any DiskFile, _ fault: SyncFault) {
        self.inner = inner
        self.fault = fault
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(DiskError) {
        switch fault {
        case .beforeTheWrite: try inner.synchronize()
        case .leftOut, .triedAgain: break
        }
        try inner.write(bytes, at: offset)
    }

    func synchronize() throws(DiskError) {
        switch fault {
        case .leftOut(let count):
            if syncs.add(1, ordering: .relaxed).newValue % count != 0 { try inner.synchronize() }
        case .beforeTheWrite:
            break
        case .triedAgain:
            do { try inner.synchronize() } catch { try inner.synchronize() }
        }
    }
}
