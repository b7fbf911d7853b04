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
        try disk.perform(.write, name) { state throws(DiskError) in
            guard let failure = state.failure(of: .write, name) else {
                return try state.write(copy, to: number, at: offset, .write, name)
            }
            // A failed write may have got anywhere.
            try state.write(Array(copy.prefix(state.part(of: copy.count))), to: number, at: offset, .write, name)
            throw failure
        }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(DiskError) -> Int {
        let wanted = buffer.count
        let bytes = try disk.perform(.read, name) { state throws(DiskError) in
            try state.count(.read, name)
            return state.files[number].volatile[Int(offset)..<Int(offset) + wanted]
        }
        buffer.copyBytes(from: bytes)
        return bytes.count
    }

    func allocateZeroed(from offset: Int64, count: Int64) throws(DiskError) {
        try disk.perform(.allocate, name) { state throws(DiskError) in
            let failure = state.failure(of: .allocate, name)
            let asked = failure == nil ? Int(count) : state.part(of: Int(count))
            try state.zero(asked, of: number, at: offset, name)
            if let failure { throw failure }
        }
    }

    func synchronize() throws(DiskError) {
        try disk.perform(.synchronize, name) { state throws(DiskError) in
            if let failure = state.failure(of: .synchronize, name) {
                state.forgetPending(of: number)
                throw failure
            }
            state.files[number].synchronize()
        }
    }

    func size() throws(DiskError) -> Int64 {
        try disk.perform(.status, name) { state throws(DiskError) in
            try state.count(.status, name)
            return Int64(state.files[number].volatile.count)
        }
    }

    func truncate(to size: Int64) throws(DiskError) {
        try disk.perform(.truncate, name) { state throws(DiskError) in
            try state.truncate(number, to: Int(size), name)
        }
    }

    func close() {}
}
