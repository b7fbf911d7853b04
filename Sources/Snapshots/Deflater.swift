import CZlib

/// A raw deflate stream at the fastest level, with gzip's trailer but without its header.
///
/// Level 1 because a snapshot shares the processor with requests: it is 2.5 times as fast as level 6 for a file that is
/// a sixth larger.
struct Deflater: ~Copyable {
    // zlib keeps the address of its stream, so it may not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let output: UnsafeMutableBufferPointer<UInt8>
    private var checksum: UInt
    private var inputBytes: UInt32 = 0

    /// Nil if there is no memory: zlib takes about 270 kB.
    init?() {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        // A negative window asks for the bare stream: the header is ours.
        let status = deflateInit2_(stream, 1, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        guard status == Z_OK else {
            stream.deallocate()
            return nil
        }
        self.stream = stream
        output = .allocate(capacity: SnapshotLimits.chunkBytes)
        checksum = crc32(0, nil, 0)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(output.count)
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
        output.deallocate()
    }

    /// Takes all of `input`; hands on compressed bytes whenever the output buffer is full.
    mutating func compress<Failure>(
        _ input: UnsafeRawBufferPointer,
        emit: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        let bytes = input.assumingMemoryBound(to: UInt8.self)
        checksum = crc32_z(checksum, bytes.baseAddress, bytes.count)
        inputBytes &+= UInt32(truncatingIfNeeded: bytes.count)
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
        stream.pointee.avail_in = UInt32(bytes.count)
        while stream.pointee.avail_in > 0 {
            let status = deflate(stream, Z_NO_FLUSH)
            precondition(status == Z_OK, "a deflate stream with input and room makes progress")
            if stream.pointee.avail_out == 0 { try hand(to: emit) }
        }
    }

    /// Ends the stream and hands on what is left, with gzip's trailer: CRC-32 and length (RFC 1952, section 2.3.1).
    mutating func finish<Failure>(
        emit: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        while deflate(stream, Z_FINISH) != Z_STREAM_END {
            try hand(to: emit)
        }
        try hand(to: emit)
        var trailer = (UInt32(truncatingIfNeeded: checksum).littleEndian, inputBytes.littleEndian)
        let bytes = withUnsafeBytes(of: &trailer) { Array($0) }
        try bytes.span.withUnsafeBytes { bytes throws(Failure) in try emit(bytes) }
    }

    private func hand<Failure>(to emit: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure) {
        let filled = output.count - Int(stream.pointee.avail_out)
        try emit(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(output)[..<filled]))
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(output.count)
    }
}
