import Reactors

/// The times at which requests are meant to begin at a fixed rate: every so many nanoseconds, whatever became of the
/// ones before.
///
/// A latency counted from these times holds what a request waited for a connection. Counted from the time it was
/// really sent, a service that stands still for a second would spoil one request for each connection, and hide the
/// thousands that were due meanwhile: that is coordinated omission.
struct OpenSchedule {
    private let start: MonotonicTime
    private let nanosecondsPerRequest: Double
    private let end: Int
    private let stride: Int
    private var index: Int

    /// Every `stride`th request of a schedule, from the one of number `offset` on: one worker's share.
    init(start: MonotonicTime, rate: Double, duration: Duration, offset: Int = 0, stride: Int = 1) {
        precondition(rate > 0 && stride > 0, "a rate is positive")
        self.start = start
        nanosecondsPerRequest = 1_000_000_000 / rate
        end = Int((Double(duration.wholeNanoseconds) / nanosecondsPerRequest).rounded(.up))
        self.stride = stride
        index = offset
    }

    /// When the next request is meant to begin; nil behind the last.
    var next: MonotonicTime? {
        guard index < end else { return nil }
        return start.advanced(byNanoseconds: Int64(Double(index) * nanosecondsPerRequest))
    }

    /// Requests that have not begun.
    var left: Int { index < end ? (end - index + stride - 1) / stride : 0 }

    /// Takes the next request off.
    mutating func advance() {
        index += stride
    }
}
