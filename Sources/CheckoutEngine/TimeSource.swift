import Glibc

/// Where the engine reads the time: two clocks, handed in, so that tests can turn them.
package struct TimeSource: Sendable {
    /// Nanoseconds since the Unix epoch; may be set forward and back by the operator.
    package let wallNanoseconds: @Sendable () -> Int64

    /// Nanoseconds since boot, sleep included; never set, so that a step of the wall clock shows against it.
    package let bootNanoseconds: @Sendable () -> Int64

    /// A source over any two clocks.
    package init(
        wallNanoseconds: @escaping @Sendable () -> Int64,
        bootNanoseconds: @escaping @Sendable () -> Int64
    ) {
        self.wallNanoseconds = wallNanoseconds
        self.bootNanoseconds = bootNanoseconds
    }

    /// The kernel's `CLOCK_REALTIME` and `CLOCK_BOOTTIME` (clock_gettime(2)).
    package static let system = TimeSource(
        wallNanoseconds: { read(CLOCK_REALTIME) },
        bootNanoseconds: { read(CLOCK_BOOTTIME) }
    )

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        let result = clock_gettime(clock, &time)
        precondition(result == 0, "CLOCK_REALTIME and CLOCK_BOOTTIME can always be read")
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
