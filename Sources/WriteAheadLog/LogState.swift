import Synchronization

/// What the log can do at the moment.
package enum LogState: UInt8, Sendable, Equatable, AtomicRepresentable {
    /// Takes records.
    case writable
    /// The disk is full: takes records from the reserve only, until there is room again.
    case readOnly
    /// A write or sync failed: takes nothing any more.
    case failed
    /// Was closed in good order.
    case closed
}
