/// The answer to `admit`: whether a record may be appended, and if not, whose fault it is.
package enum LogAdmission: Sendable, Equatable {
    /// The room is set aside; an `append` or a `release` must follow.
    case granted
    /// The next segment is not ready yet: the disk has room, and the caller should come back in a moment.
    case notReady
    /// The disk is full; the log is read-only until there is room again.
    case noRoom
    /// The log has failed or is closed, and stays so.
    case failed
}
