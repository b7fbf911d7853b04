import Synchronization

/// An open file of the operating system.
final class POSIXFile: DiskFile {
    /// What is written to zero a range: small enough to stay in a core's cache, and never allocated again.
    private static let zeros = [UInt8](repeating: 0, count: 64 << 10)

    // −1 once closed, so that closing twice cannot close somebody else's file.
    private let descriptor: Atomic<Int32>
    private let name: String
    #if DEBUG
    private let hook: FaultPoint.Hook?

    /// Takes over an open descriptor.
    init(descriptor: Int32, name: String, hook: FaultPoint.Hook?) {
        self.descriptor = Atomic(descriptor)
        self.name = name
        self.hook = hook
    }
    #else

    /// Takes over an open descriptor.
    init(descriptor: Int32, name: String) {
        self.descriptor = Atomic(descriptor)
        self.name = name
    }
    #endif

    deinit {
        close()
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(DiskError) {
        try run(.write) { descriptor throws(SystemCallError) in
            try Self.writeWhole(bytes, to: descriptor, at: offset)
        }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(DiskError) -> Int {
        try run(.read) { descriptor throws(SystemCallError) in
            var filled = 0
            while filled < buffer.count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                let count = try SystemCalls.read(into: rest, from: descriptor, at: offset + Int64(filled))
                if count == 0 { break }
                filled += count
            }
            return filled
        }
    }

    func allocateZeroed(from offset: Int64, count: Int64) throws(DiskError) {
        try run(.allocate) { descriptor throws(SystemCallError) in
            // Asked for whole first: a full disk says so before anything is written.
            _ = try SystemCalls.allocate(descriptor, from: offset, count: count)
            var done: Int64 = 0
            while done < count {
                let step = Int(min(count - done, Int64(Self.zeros.count)))
                // Safe because the bytes are only read, and only inside the call.
                try Self.zeros.span.withUnsafeBytes { zeros throws(SystemCallError) in
                    let chunk = UnsafeRawBufferPointer(rebasing: zeros[..<step])
                    try Self.writeWhole(chunk, to: descriptor, at: offset + done)
                }
                done += Int64(step)
            }
        }
    }

    func synchronize() throws(DiskError) {
        try run(.synchronize) { descriptor throws(SystemCallError) in try SystemCalls.synchronizeData(descriptor) }
    }

    func size() throws(DiskError) -> Int64 {
        try run(.status) { descriptor throws(SystemCallError) in try SystemCalls.status(of: descriptor).bytes }
    }

    func truncate(to size: Int64) throws(DiskError) {
        try run(.truncate) { descriptor throws(SystemCallError) in try SystemCalls.truncate(descriptor, to: size) }
    }

    func close() {
        let open = descriptor.exchange(-1, ordering: .acquiringAndReleasing)
        if open >= 0 { SystemCalls.close(open) }
    }

    private static func writeWhole(
        _ bytes: UnsafeRawBufferPointer,
        to descriptor: Int32,
        at offset: Int64
    ) throws(SystemCallError) {
        var written = 0
        while written < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
            written += try SystemCalls.write(rest, to: descriptor, at: offset + Int64(written))
        }
    }

    private func run<Result>(
        _ operation: DiskOperation,
        _ call: (Int32) throws(SystemCallError) -> Result
    ) throws(DiskError) -> Result {
        #if DEBUG
        try hook?(FaultPoint(.before, operation), name)
        #endif
        let result: Result
        do {
            result = try call(descriptor.load(ordering: .acquiring))
        } catch {
            throw error.diskError(operation, name)
        }
        #if DEBUG
        try hook?(FaultPoint(.after, operation), name)
        #endif
        return result
    }
}
