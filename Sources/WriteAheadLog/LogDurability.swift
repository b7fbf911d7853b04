/// When a record counts as durable.
package enum LogDurability: Sendable, Equatable {
    /// After the sync of its batch: nothing is lost.
    case always
    /// After the write; `synchronize()` is called every second, so a power failure may lose as much.
    case interval
    /// After the write; the operating system syncs when it likes.
    case never
}
