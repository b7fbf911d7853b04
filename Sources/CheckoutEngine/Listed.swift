import Checkout

/// What can stand in a `Listing`: made by a record of the log, never changed, only replaced.
protocol Listed: AnyObject, Sendable {
    /// Its place among all of its kind; later ones have higher places, and no two have the same.
    var place: UInt64 { get }

    /// Sequence of the record that changed it last: what whoever shows it waits for.
    var lastSequence: UInt64 { get }

    /// Time of the record that made it.
    var createdAt: Timestamp { get }
}
