import CZlib

/// A gzip stream being expanded: zlib checks its header and its trailer.
struct Inflater: ~Copyable {
    /// How far it came.
    enum Progress {
        /// All input is used up; give more.
        case wantsInput

        /// The stream is over and its trailer was right; `unused` bytes of the input stand behind it.
        case ended(unused: Int)

        /// The bytes are no gzip stream, or its checksum differs.
        case damaged
    }

    private let stream: UnsafeMutablePointer<z_stream>
    private let output: UnsafeMutableBufferPointer<UInt8>

    /// Nil if there is no memory: zlib takes about 40 kB.
    init?() {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 bits of window, and 16 for gzip and nothing else.
        guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            stream.deallocate()
            return nil
        }
        self.stream = stream
        output = .allocate(capacity: SnapshotLimits.chunkBytes)
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        output.deallocate()
    }

    /// Expands `input` until it is used up, and hands on each buffer of expanded bytes.
    mutating func expand<Failure>(
        _ input: UnsafeRawBufferPointer,
        emit: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) -> Progress {
        let bytes = input.assumingMemoryBound(to: UInt8.self)
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
        stream.pointee.avail_in = UInt32(bytes.count)
        while true {
            stream.pointee.next_out = output.baseAddress
            stream.pointee.avail_out = UInt32(output.count)
            let status = inflate(stream, Z_NO_FLUSH)
            let filled = output.count - Int(stream.pointee.avail_out)
            if filled > 0 {
                try emit(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(output)[..<filled]))
            }
            switch status {
            case Z_STREAM_END: return .ended(unused: Int(stream.pointee.avail_in))
            case Z_OK where stream.pointee.avail_out == 0: continue
            case Z_OK, Z_BUF_ERROR: return .wantsInput
            default: return .damaged
            }
        }
    }
}
