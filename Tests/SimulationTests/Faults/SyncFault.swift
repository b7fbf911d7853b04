/// What can be wrong with the syncs of a file.
enum SyncFault: Sendable {
    /// One in so many is left out.
    case leftOut(oneIn: Int)
    /// It goes to the disk before the write that it is for.
    case beforeTheWrite
    /// One that has failed is tried again, and the second one believed.
    case triedAgain
}
