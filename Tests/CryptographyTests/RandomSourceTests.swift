import Cryptography
import Synchronization
import Testing

/// Bytes leave a source in order, once, and are unlike each other.
@Suite struct RandomSourceTests {
    /// A source that counts 0, 1, 2 … 255, 0, 1 ….
    private func counting() -> RandomSource {
        let next = Mutex(UInt8(0))
        return RandomSource { buffer in
            next.withLock { next in
                for position in buffer.indices {
                    buffer[position] = next
                    next &+= 1
                }
            }
        }
    }

    @Test func `draws in order, whatever the sizes, across the pool's end`() {
        let source = counting()
        var drawn: [UInt8] = []
        for count in [0, 1, 2, 3, 16, 100, 4000, 5000, 0, 12_288, 7] { drawn += source.bytes(count) }
        #expect(drawn == (0..<drawn.count).map { UInt8(truncatingIfNeeded: $0) })
    }

    @Test func `numbers are made of the next bytes, the least significant first`() {
        let source = counting()
        #expect(source.next64() == 0x0706_0504_0302_0100)
        #expect(source.next128() == 0x1716_1514_1312_1110_0F0E_0D0C_0B0A_0908)
        #expect(source.bytes(2) == [0x18, 0x19])
    }

    @Test func `the system's bytes do not repeat`() {
        let source = RandomSource.system()
        let numbers = (0..<5000).map { _ in source.next128() }
        #expect(Set(numbers).count == numbers.count)
        let ones = numbers.reduce(0) { $0 + $1.nonzeroBitCount }
        // Of 640,000 fair bits all but one set in ten thousand million lies within six and a half deviations of 400.
        #expect(abs(ones - 320_000) < 2600)
    }

    @Test func `threads never draw the same bytes`() async {
        let source = RandomSource.system()
        let all = await withTaskGroup(of: [UInt64].self) { group in
            for _ in 0..<8 { group.addTask { (0..<2000).map { _ in source.next64() } } }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(all).count == 16_000)
    }
}
