import Checkout
import Testing

@testable import Dashboard

@Suite struct WrongKeyLimiterTests {
    private func verdict(_ limiter: WrongKeyLimiter, _ address: String, _ seconds: Int64, isRight: Bool = false) -> Int
    {
        let now = Timestamp(secondsSinceEpoch: 1_780_000_000 + seconds)
        return switch limiter.attempt(from: address, at: now, { isRight ? 1 : nil }) {
        case .right: 0
        case .wrong: -1
        case .tooMany(let seconds): seconds
        }
    }

    @Test func `each wrong key counts for a minute, and right ones do not`() {
        let limiter = WrongKeyLimiter()
        for second: Int64 in [0, 10, 20, 30, 40] {
            #expect(verdict(limiter, "a", second, isRight: true) == 0)
            #expect(verdict(limiter, "a", second) == -1)
        }
        #expect(verdict(limiter, "a", 50) == 10)
        #expect(verdict(limiter, "a", 59, isRight: true) == 1)
        #expect(verdict(limiter, "a", 60) == -1)
        #expect(verdict(limiter, "a", 61) == 9)
        #expect(verdict(limiter, "a", 70, isRight: true) == 0)
    }

    @Test func `a clock that goes back locks nobody out for good`() {
        let limiter = WrongKeyLimiter()
        for _ in 0..<5 { #expect(verdict(limiter, "a", 0) == -1) }
        #expect(verdict(limiter, "a", -5) == 65)
        #expect(verdict(limiter, "a", 60) == -1)
    }

    @Test func `one's tries are not another's`() {
        let limiter = WrongKeyLimiter()
        for number in 0..<100 {
            for _ in 0..<5 { _ = verdict(limiter, "\(number)", 0) }
        }
        let refused = (100..<200).filter { verdict(limiter, "\($0)", 0) > 0 }
        // Two addresses share a place only by chance: of 100 in 16,384 places fewer than one does on average.
        #expect(refused.count < 10)
    }
}
