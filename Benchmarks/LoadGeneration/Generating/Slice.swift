/// What happened in one second of a run, on all workers.
package struct Slice: Sendable {
    /// Seconds since the start, counted from 0.
    package let second: Int

    /// How long it was: a second, but for the last.
    package let seconds: Double

    /// The requests that ended in it.
    package let tally: Tally
}
