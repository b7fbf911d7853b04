import Pages
import Reactors
import Testing

@testable import PayPage

@Suite struct SubmissionLimiterTests {
    private func time(_ seconds: Double) -> MonotonicTime {
        MonotonicTime(nanoseconds: 1_000_000_000_000 + Int64(seconds * 1_000_000_000))
    }

    @Test func `a burst is allowed, then as much as flows off`() {
        let limiter = SubmissionLimiter(SubmissionAllowance(burst: 3, perSecond: 0.5))
        for _ in 0..<3 { #expect(limiter.refusal(of: "a", at: time(0)) == nil) }
        #expect(limiter.refusal(of: "a", at: time(0)) == 2)
        #expect(limiter.refusal(of: "a", at: time(1)) == 1)
        #expect(limiter.refusal(of: "a", at: time(2)) == nil)
        #expect(limiter.refusal(of: "a", at: time(2)) == 2)
        for _ in 0..<3 { #expect(limiter.refusal(of: "a", at: time(1000)) == nil) }
        #expect(limiter.refusal(of: "a", at: time(1000)) != nil)
    }

    @Test func `one's tries are not another's`() {
        let limiter = SubmissionLimiter(SubmissionAllowance(burst: 1, perSecond: 1))
        let refused = (0..<100).filter { limiter.refusal(of: $0, at: time(0)) != nil }
        // Two keys share a place only by chance: of 100 in 16,384 places 0.3 do on average.
        #expect(refused.count < 10)
    }
}
