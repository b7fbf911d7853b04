package import Reactors
import Synchronization

/// Bounds how often something is done in the name of one session, or from one address.
///
/// A bucket each that fills at a steady rate. The buckets are a table of a fixed size, in which two may meet in one
/// place and then share it: however many addresses a stranger has, memory stays what it is, and nobody's bucket is
/// thrown away full of holes.
package final class SubmissionLimiter: Sendable {
    /// What has been used and has not flowed off yet.
    private struct Bucket {
        var used = 0.0
        var drainedAt = MonotonicTime(nanoseconds: 0)
    }

    private static let places = 16_384

    private let allowance: SubmissionAllowance
    private let buckets = Mutex([Bucket](repeating: Bucket(), count: SubmissionLimiter.places))

    /// A table of buckets that allow so much each.
    package init(_ allowance: SubmissionAllowance) {
        self.allowance = allowance
    }

    /// Counts one use; nil if it is allowed, else the whole seconds until one is.
    package func refusal(of key: some Hashable, at now: MonotonicTime) -> Int? {
        // Swift's hashes are seeded a process, so that nobody can aim at another's place.
        let place = Int(UInt(bitPattern: key.hashValue) % UInt(Self.places))
        return buckets.withLock { buckets in
            var bucket = buckets[place]
            let seconds = max(0, Double(now.nanoseconds - bucket.drainedAt.nanoseconds) / 1_000_000_000)
            bucket.used = max(0, bucket.used - seconds * allowance.perSecond)
            bucket.drainedAt = now
            defer { buckets[place] = bucket }
            guard bucket.used <= allowance.burst - 1 else {
                return Int(((bucket.used - allowance.burst + 1) / allowance.perSecond).rounded(.up))
            }
            bucket.used += 1
            return nil
        }
    }
}
