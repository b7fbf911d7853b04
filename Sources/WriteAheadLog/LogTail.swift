/// Where a log ended when it was read.
package struct LogTail: Sendable, Equatable {
    /// What a crash left unfinished, and what reading therefore passed over.
    package struct Dropped: Sendable, Equatable {
        /// The file that ends in it.
        package let file: String
        /// Where the unfinished part begins, in bytes.
        package let offset: Int64
        /// Its length up to the last byte that is not zero.
        package let bytes: Int64
    }

    /// The sequence that the next record is to have, and a log is to be opened at.
    package let nextSequence: UInt64

    /// How many records were handed out.
    package let records: UInt64

    /// The torn end, if there was one; not an error.
    package let dropped: Dropped?
}
