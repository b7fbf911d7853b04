package import Cryptography
import Synchronization

extension RandomSource {
    /// Random bytes that follow from a seed, other ones for each seed; any thread.
    package static func seeded(_ seed: UInt64) -> RandomSource {
        let generator = Mutex(SeededGenerator(seed: seed))
        return RandomSource { buffer in
            generator.withLock { generator in
                var bits: UInt64 = 0
                for index in buffer.indices {
                    if index % 8 == 0 { bits = generator.next() }
                    buffer[index] = UInt8(truncatingIfNeeded: bits)
                    bits >>= 8
                }
            }
        }
    }
}
