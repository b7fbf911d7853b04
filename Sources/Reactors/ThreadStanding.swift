/// How a reactor's thread stands to others when more threads want a processor than there are.
package enum ThreadStanding: Sendable {
    /// Like any other.
    case ordinary

    /// Behind others, whose share is about ten times as large: nice(1) by ten.
    case back

    /// Only where a processor has nothing else to do: `SCHED_IDLE` of sched(7).
    ///
    /// A thread that wakes takes its place at once, where one that is merely nice is waited for. Where no processor is
    /// ever idle it gets some thousandths of one, so that what it does must be able to wait, or go on elsewhere.
    case idle
}
