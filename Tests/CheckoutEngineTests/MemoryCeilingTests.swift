import Checkout
import Synchronization
import Testing

@testable import CheckoutEngine

/// What the engine does when the process has as much memory as it may.
struct MemoryCeilingTests {
    /// Memory that the test fills and frees.
    private final class Memory: Sendable {
        let used = Atomic(0)

        var source: MemorySource { MemorySource { [self] _ in used.load(ordering: .relaxed) } }

        func set(_ bytes: Int) {
            used.store(bytes, ordering: .relaxed)
        }
    }

    private static let ceiling = 1_000_000

    private func fixture(_ memory: Memory) async throws -> EngineFixture {
        try await EngineFixture(
            EngineSetup()
                .with {
                    $0.settings.memoryCeilingBytes = Self.ceiling
                    $0.memory = memory.source
                }
        )
    }

    @Test func `at the ceiling no session is made, and everything else goes on`() async throws {
        let memory = Memory()
        let fixture = try await fixture(memory)
        let session = try await fixture.createSession(Sample.newSession(), Sample.claim(0))
        memory.set(Self.ceiling)
        fixture.engine.lookAtMemory()
        #expect(fixture.engine.isMemoryFull)
        #expect(await fixture.create(Sample.newSession()) == .unavailable(.memoryFull))
        #expect(await fixture.create(Sample.newSession(), Sample.claim(1)) == .unavailable(.memoryFull))
        #expect(
            await fixture.create(Sample.newSession(), Sample.claim(0)) == .replayed(status: 201, body: session.body)
        )
        #expect(await fixture.create(Sample.newSession(), Sample.claim(0, request: 2)) == .keyReused)
        #expect(await fixture.read(session.id) == .done(session.body))
        #expect(await fixture.change(session.id, .expire, Sample.claim(2)).isDone)
        #expect(await fixture.engine.figures.memoryBytes == Self.ceiling)
    }

    @Test func `below the ceiling sessions are made again, with some distance`() async throws {
        let memory = Memory()
        let fixture = try await fixture(memory)
        for (bytes, isFull) in [
            (999_999, false), (1_000_000, true), (999_999, true), (970_000, true), (969_999, false), (999_999, false),
        ] {
            memory.set(bytes)
            fixture.engine.lookAtMemory()
            #expect(fixture.engine.isMemoryFull == isFull, "\(bytes)")
            #expect(await fixture.create(Sample.newSession()).isDone == !isFull, "\(bytes)")
        }
    }

    @Test func `what the process uses can be read, and what it frees is not counted above the ceiling`() {
        let below = MemorySource.process.usedBytes(.max)
        let above = MemorySource.process.usedBytes(1)
        #expect(below > 1 << 20)
        #expect(above > 0)
        let block = [UInt8](repeating: 1, count: 256 << 20)
        let with = MemorySource.process.usedBytes(1)
        #expect(with > above + 128 << 20, "\(block.count) bytes more are in use")
    }
}
