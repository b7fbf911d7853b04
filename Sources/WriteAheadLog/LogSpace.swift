/// Which part of the room a record may take.
package enum LogSpace: Sendable, Equatable {
    /// All but the reserve: what clients ask for.
    case ordinary
    /// The reserve too: timers and shutdown, which must go on when the disk is full.
    case reserve
}
