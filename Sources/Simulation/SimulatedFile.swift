import Disks

/// An open file of a simulated disk.
final class SimulatedFile: DiskFile {
    private let disk: SimulatedDisk
    private let number: Int
    private let name: String

    init(disk: SimulatedDisk, number: Int, name: String) {
        self.disk = disk
        self.number = number
        self.name = name
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(DiskError) {
        let copy = Array(bytes)
        try disk.withState { state throws(DiskError) in
            do throws(DiskError) {
                try state.count(.write, name)
            } catch {
                // A failed write may have got anywhere.
                try state.write(Array(copy.prefix(copy.count / 2)), to: number, at: offset, .write, name)
                throw error
            }
            try state.write(copy, to: number, at: offset, .write, name)
        }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(DiskError) -> Int {
        let wanted = buffer.count
        let bytes = try disk.withState { state throws(DiskError) in
            let content = state.files[number].volatile
            let start = min(Int(offset), content.count)
            return Array(content[start..<min(start + wanted, content.count)])
        }
        buffer.copyBytes(from: bytes)
        return bytes.count
    }

    func allocateZeroed(from offset: Int64, count: Int64) throws(DiskError) {
        try disk.withState { state throws(DiskError) in
            try state.count(.allocate, name)
            let fitting = min(count, max(0, state.capacity - state.usedBytes))
            let zeros = [UInt8](repeating: 0, count: Int(fitting))
            try state.write(zeros, to: number, at: offset, .allocate, name)
            if fitting < count { throw SimulatedDiskState.noSpace(.allocate, name) }
        }
    }

    func synchronize() throws(DiskError) {
        try disk.withState { state throws(DiskError) in
            do throws(DiskError) {
                try state.count(.synchronize, name)
            } catch {
                state.files[number].forgetPending()
                throw error
            }
            state.files[number].synchronize()
        }
    }

    func size() throws(DiskError) -> Int64 {
        try disk.withState { state throws(DiskError) in Int64(state.files[number].volatile.count) }
    }

    func truncate(to size: Int64) throws(DiskError) {
        try disk.withState { state throws(DiskError) in
            try state.count(.truncate, name)
            state.truncate(number, to: Int(size))
        }
    }

    func close() {}
}
