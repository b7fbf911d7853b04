/// A point in time on the clock that never goes back.
///
/// Nanoseconds of `CLOCK_MONOTONIC` since some moment before the process began: good for deadlines, worthless as a
/// date. Additions saturate, so that a deadline an eternity away stays one.
package struct MonotonicTime: Comparable, Hashable, Sendable {
    /// Nanoseconds since the clock's own zero.
    package let nanoseconds: Int64

    /// Takes a reading of the clock as it stands.
    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// The clock read now, which costs some 20 ns: on a reactor prefer `Reactor.now`.
    package static var current: MonotonicTime { MonotonicTime(nanoseconds: SystemCalls.monotonicNanoseconds()) }

    /// A deadline that never comes.
    package static let distantFuture = MonotonicTime(nanoseconds: .max)

    /// This time and so many nanoseconds.
    package func advanced(byNanoseconds count: Int64) -> MonotonicTime {
        let (sum, overflows) = nanoseconds.addingReportingOverflow(count)
        return MonotonicTime(nanoseconds: overflows ? (count < 0 ? .min : .max) : sum)
    }

    /// Which of two times comes first.
    package static func < (left: MonotonicTime, right: MonotonicTime) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The time a duration later.
    package static func + (time: MonotonicTime, duration: Duration) -> MonotonicTime {
        time.advanced(byNanoseconds: duration.wholeNanoseconds)
    }

    /// The duration between two times, negative when the right one is later.
    package static func - (left: MonotonicTime, right: MonotonicTime) -> Duration {
        .nanoseconds(left.nanoseconds - right.nanoseconds)
    }
}
