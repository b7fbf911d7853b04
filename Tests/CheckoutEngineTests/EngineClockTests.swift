import Checkout
import TestTools
import Testing

@testable import CheckoutEngine

@Suite struct EngineClockTests {
    private let start = ManualClock.start

    private func clock(_ manual: ManualClock, newest: Int64 = 0) -> EngineClock {
        EngineClock(source: manual.source, newest: Timestamp(secondsSinceEpoch: newest))
    }

    private func seconds(_ clock: EngineClock) -> Int64 { clock.now().secondsSinceEpoch - start }

    @Test func `it goes with the wall`() {
        let manual = ManualClock()
        let clock = clock(manual)
        #expect(seconds(clock) == 0)
        manual.advance(seconds: 100_000)
        #expect(seconds(clock) == 100_000)
        #expect(!clock.isStepped)
    }

    @Test func `it is never earlier than the newest time in the log`() {
        let manual = ManualClock()
        let clock = clock(manual, newest: start + 50)
        #expect(seconds(clock) == 50)
        manual.advance(seconds: 49)
        #expect(seconds(clock) == 50)
        manual.advance(seconds: 2)
        #expect(seconds(clock) == 51)
        clock.observe(Timestamp(secondsSinceEpoch: start + 80))
        clock.observe(Timestamp(secondsSinceEpoch: start + 70))
        #expect(seconds(clock) == 80)
        manual.step(seconds: -3600)
        #expect(seconds(clock) == 80)
    }

    @Test(arguments: [1, 540, 600] as [Int64])
    func `a small step forward is followed`(step: Int64) {
        let manual = ManualClock()
        let clock = clock(manual)
        manual.step(seconds: step)
        #expect(seconds(clock) == step)
        #expect(!clock.isStepped)
        // And again: each step is measured from the one before.
        manual.step(seconds: step)
        #expect(seconds(clock) == 2 * step)
    }

    @Test(arguments: [601, 3600, 86_400 * 365] as [Int64])
    func `a large step forward is not followed, and time counts on`(step: Int64) {
        let manual = ManualClock()
        let clock = clock(manual)
        manual.step(seconds: step)
        #expect(seconds(clock) == 0)
        #expect(clock.isStepped)
        manual.advance(seconds: 1000)
        #expect(seconds(clock) == 1000)
        #expect(clock.isStepped)
        // Put right: the wall is believed again.
        manual.step(seconds: -step)
        #expect(seconds(clock) == 1000)
        #expect(!clock.isStepped)
        manual.step(seconds: step)
        // A new start begins from the wall.
        #expect(seconds(self.clock(manual)) == 1000 + step)
    }

    @Test func `time that passes is no step, whoever looks how seldom`() {
        let manual = ManualClock()
        let clock = clock(manual)
        manual.advance(seconds: 86_400 * 30)
        #expect(seconds(clock) == 86_400 * 30)
        #expect(!clock.isStepped)
    }
}
