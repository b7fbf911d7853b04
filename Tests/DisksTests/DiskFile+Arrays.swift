import Disks

extension DiskFile {
    /// Writes an array.
    func write(_ bytes: [UInt8], at offset: Int64) throws {
        let outcome = bytes.withUnsafeBytes { bytes in
            Result { () throws(DiskError) in try write(bytes, at: offset) }
        }
        try outcome.get()
    }

    /// Reads up to so many bytes into an array.
    func bytes(at offset: Int64, count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0xAA, count: count)
        let got = bytes.withUnsafeMutableBytes { bytes in
            Result { () throws(DiskError) in try read(into: bytes, at: offset) }
        }
        return Array(bytes.prefix(try got.get()))
    }
}
