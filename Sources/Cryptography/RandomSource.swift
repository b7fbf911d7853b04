import COpenSSL
import Glibc
import Synchronization

/// Random bytes, drawn from a pool so that a short draw costs no system call.
///
/// The pool holds 4 KiB, behind a lock; bytes leave it once and are wiped as they leave. A source made with its own
/// `fill` yields whatever that yields, in order: tests and simulations seed it.
package final class RandomSource: Sendable {
    /// Random bytes that are yet to be drawn: those from `next` on.
    private struct Pool {
        var bytes = [UInt8](repeating: 0, count: RandomSource.poolBytes)
        var next = RandomSource.poolBytes
    }

    private static let poolBytes = 4096

    private let fill: @Sendable (UnsafeMutableRawBufferPointer) -> Void
    private let pool = Mutex(Pool())

    /// A source of what `fill` writes; it is called with the pool's lock held, never by two threads at once for it.
    package init(fill: @escaping @Sendable (UnsafeMutableRawBufferPointer) -> Void) {
        self.fill = fill
    }

    /// A source of the kernel's random bytes, getrandom(2): fit for keys, tokens and identifiers.
    package static func system() -> RandomSource {
        RandomSource { buffer in
            var filled = 0
            while filled < buffer.count {
                // Safe because it writes no more than is left of the buffer.
                let count = getrandom(buffer.baseAddress.map { $0 + filled }, buffer.count - filled, 0)
                precondition(count > 0 || errno == EINTR, "the kernel has random bytes")
                filled += max(0, count)
            }
        }
    }

    /// The next `count` bytes.
    package func bytes(_ count: Int) -> [UInt8] {
        precondition(count >= 0, "a number of bytes is not negative")
        var bytes = [UInt8](repeating: 0, count: count)
        // Safe because the array is filled inside the closure.
        bytes.withUnsafeMutableBytes { draw(into: $0) }
        return bytes
    }

    /// The next 16 bytes as a number.
    package func next128() -> UInt128 {
        var number: UInt128 = 0
        // Safe because any 16 bytes are a number.
        withUnsafeMutableBytes(of: &number) { draw(into: $0) }
        return UInt128(littleEndian: number)
    }

    /// The next 8 bytes as a number.
    package func next64() -> UInt64 {
        var number: UInt64 = 0
        // Safe because any 8 bytes are a number.
        withUnsafeMutableBytes(of: &number) { draw(into: $0) }
        return UInt64(littleEndian: number)
    }

    private func draw(into buffer: UnsafeMutableRawBufferPointer) {
        pool.withLock { pool in
            var drawn = 0
            while drawn < buffer.count {
                if pool.next == Self.poolBytes {
                    pool.bytes.withUnsafeMutableBytes { fill($0) }
                    pool.next = 0
                }
                let count = min(Self.poolBytes - pool.next, buffer.count - drawn)
                let range = pool.next..<pool.next + count
                // Safe because the range lies in the pool, and as much is left of the buffer.
                pool.bytes.withUnsafeMutableBytes { bytes in
                    let part = UnsafeMutableRawBufferPointer(rebasing: bytes[range])
                    UnsafeMutableRawBufferPointer(rebasing: buffer[drawn...])
                        .copyMemory(from: UnsafeRawBufferPointer(part))
                    OPENSSL_cleanse(part.baseAddress, count)
                }
                pool.next += count
                drawn += count
            }
        }
    }
}
