import Checkout
import Reactors
import Synchronization

/// Bounds the requests of each key: a bucket that fills at a steady rate and holds one second's worth.
///
/// One bucket a key that was ever used since the start: keys are few, and only an operator makes more.
final class RateLimiter: Sendable {
    /// What a key has left.
    private struct Bucket {
        var tokens: Double
        var filledAt: MonotonicTime
    }

    private let requestsPerSecond: Double
    private let buckets = Mutex<[KeyID: Bucket]>([:])

    /// At most so many requests a second for each key; at least one.
    init(requestsPerSecond: Int) {
        precondition(requestsPerSecond >= 1, "a limit lets something through")
        self.requestsPerSecond = Double(requestsPerSecond)
    }

    /// Takes a token; nil if there was one, else the whole seconds until there is.
    func refusal(of key: KeyID, at now: MonotonicTime) -> Int? {
        buckets.withLock { buckets in
            var bucket = buckets[key] ?? Bucket(tokens: requestsPerSecond, filledAt: now)
            fill(&bucket, at: now)
            defer { buckets[key] = bucket }
            guard bucket.tokens >= 1 else {
                return Int(((1 - bucket.tokens) / requestsPerSecond).rounded(.up))
            }
            bucket.tokens -= 1
            return nil
        }
    }

    private func fill(_ bucket: inout Bucket, at now: MonotonicTime) {
        let seconds = Double(now.nanoseconds - bucket.filledAt.nanoseconds) / 1_000_000_000
        bucket.tokens = min(requestsPerSecond, bucket.tokens + max(0, seconds) * requestsPerSecond)
        bucket.filledAt = now
    }
}
