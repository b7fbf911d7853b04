/// What bounds a reactor.
enum Limits {
    /// Ready descriptors taken in one turn; the others are reported by the next.
    static let eventsPerTurn = 1024

    /// The longest wait for events in milliseconds, so that a clock's jump is met within the minute.
    static let waitMilliseconds: Int64 = 60_000

    /// How often the mailbox is emptied after the last turn, since jobs may post more.
    static let finalDrains = 64

    /// Cancelled timers that may stay in the heap whatever its size; beyond it half the heap may be such.
    static let cancelledTimers = 64

    /// How far a thread stands back that stands back, as nice(1) has it.
    static let niceness: Int32 = 10

    /// Bytes of a thread's name, as the kernel has it.
    static let threadNameBytes = 15
}
