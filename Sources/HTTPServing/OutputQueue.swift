import Glibc

/// Bytes of a connection that wait to be sent, in order.
///
/// Small things are put together in the last segment, whose room is used again; large arrays become segments of
/// their own and are not copied.
struct OutputQueue {
    private var segments: [[UInt8]] = [[]]
    private var sentOfFirst = 0

    /// Bytes that wait.
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    /// Lets a writer append to the last segment.
    mutating func append(_ write: (inout [UInt8]) -> Void) {
        let last = segments.count - 1
        let before = segments[last].count
        write(&segments[last])
        count += segments[last].count - before
    }

    /// Appends an array, by reference when it is large.
    mutating func append(contentsOf bytes: [UInt8]) {
        guard bytes.count >= Limits.ownSegmentBytes else { return append { $0.append(contentsOf: bytes) } }
        segments.append(bytes)
        segments.append([])
        count += bytes.count
    }

    /// Gives the kernel as much as it takes.
    mutating func send(to descriptor: Int32) -> SystemCalls.Transfer {
        var total = 0
        while count > 0 {
            let transfer = segments.count == 1 ? sendOne(to: descriptor) : sendSeveral(to: descriptor)
            guard case .moved(let sent) = transfer else {
                return transfer == .failed || total == 0 ? transfer : .moved(total)
            }
            drop(sent)
            total += sent
        }
        return .moved(total)
    }

    private func sendOne(to descriptor: Int32) -> SystemCalls.Transfer {
        segments[0]
            .withUnsafeBytes { bytes in
                SystemCalls.send(descriptor, UnsafeRawBufferPointer(rebasing: bytes[sentOfFirst...]))
            }
    }

    private func sendSeveral(to descriptor: Int32) -> SystemCalls.Transfer {
        withUnsafeTemporaryAllocation(of: iovec.self, capacity: Limits.segmentsPerWrite) { pieces in
            gather(pieces, from: 0) { SystemCalls.send(descriptor, $0) }
        }
    }

    /// Holds one segment after the other in place while the pieces point into them, then sends.
    private func gather(
        _ pieces: UnsafeMutableBufferPointer<iovec>,
        from index: Int,
        _ send: (UnsafeMutableBufferPointer<iovec>) -> SystemCalls.Transfer
    ) -> SystemCalls.Transfer {
        guard index < min(segments.count, pieces.count) else {
            return send(UnsafeMutableBufferPointer(rebasing: pieces[..<index]))
        }
        return segments[index]
            .withUnsafeBytes { bytes in
                let rest = UnsafeRawBufferPointer(rebasing: bytes[(index == 0 ? sentOfFirst : 0)...])
                pieces[index] = iovec(
                    iov_base: UnsafeMutableRawPointer(mutating: rest.baseAddress),
                    iov_len: rest.count
                )
                return gather(pieces, from: index + 1, send)
            }
    }

    private mutating func drop(_ sent: Int) {
        count -= sent
        var left = sent + sentOfFirst
        var whole = 0
        while whole < segments.count - 1, left >= segments[whole].count {
            left -= segments[whole].count
            whole += 1
        }
        if whole > 0 { segments.removeFirst(whole) }
        sentOfFirst = left
        if count == 0 {
            segments[0].removeAll(keepingCapacity: segments[0].capacity <= Limits.keptBytes)
            sentOfFirst = 0
        }
    }
}
