import COpenSSL
import Glibc
import Synchronization

/// Random bytes, drawn from pools so that a short draw costs no system call.
///
/// A pool holds 4 KiB, behind a lock; bytes leave it once and are wiped as they leave. A thread keeps to one of a few
/// pools, so that threads seldom meet at a lock. A source made with its own `fill` yields whatever that yields, to one
/// thread in order: tests and simulations seed it.
package final class RandomSource: Sendable {
    /// Random bytes that are yet to be drawn: those from `next` on.
    private struct Stock {
        var bytes = [UInt8](repeating: 0, count: RandomSource.poolBytes)
        var next = RandomSource.poolBytes
    }

    /// A stock and its lock.
    private final class Pool: Sendable {
        let stock = Mutex(Stock())
    }

    private static let poolBytes = 4096

    private let fill: Mutex<@Sendable (UnsafeMutableRawBufferPointer) -> Void>
    private let pools = (0..<8).map { _ in Pool() }

    /// A source of what `fill` writes; it is never called by two threads at once.
    package init(fill: @escaping @Sendable (UnsafeMutableRawBufferPointer) -> Void) {
        self.fill = Mutex(fill)
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

    /// The pool of the calling thread, which may be another thread's too.
    private var pool: Pool {
        // Threads' descriptors lie pages apart: the bits above a page's tell them apart.
        pools[Int(truncatingIfNeeded: UInt(pthread_self()) >> 12 &* 0x9E37_79B9 >> 16) & (pools.count - 1)]
    }

    private func draw(into buffer: UnsafeMutableRawBufferPointer) {
        pool.stock.withLock { stock in
            var drawn = 0
            while drawn < buffer.count {
                if stock.next == Self.poolBytes {
                    stock.bytes.withUnsafeMutableBytes { bytes in fill.withLock { $0(bytes) } }
                    stock.next = 0
                }
                let count = min(Self.poolBytes - stock.next, buffer.count - drawn)
                let range = stock.next..<stock.next + count
                // Safe because the range lies in the pool, and as much is left of the buffer.
                stock.bytes.withUnsafeMutableBytes { bytes in
                    let part = UnsafeMutableRawBufferPointer(rebasing: bytes[range])
                    UnsafeMutableRawBufferPointer(rebasing: buffer[drawn...])
                        .copyMemory(from: UnsafeRawBufferPointer(part))
                    OPENSSL_cleanse(part.baseAddress, count)
                }
                stock.next += count
                drawn += count
            }
        }
    }
}
