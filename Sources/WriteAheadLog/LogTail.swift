/// Where a log ended when it was read.
package struct LogTail: Sendable, Equatable {
    /// A place in the log.
    package struct End: Sendable, Equatable {
        /// The file.
        package let file: String
        /// The place in it, in bytes.
        package let offset: Int64
        /// The sequence that a record here would have.
        package let sequence: UInt64
    }

    /// What a crash left unfinished, and what reading therefore passed over.
    package struct Dropped: Sendable, Equatable {
        /// The file that ends in it.
        package let file: String
        /// Where the unfinished part begins, in bytes.
        package let offset: Int64
        /// Its length up to the last byte that is not zero.
        package let bytes: Int64

        /// A torn end by its place.
        package init(file: String, offset: Int64, bytes: Int64) {
            self.file = file
            self.offset = offset
            self.bytes = bytes
        }
    }

    /// The sequence that the next record is to have, and a log is to be opened at.
    package let nextSequence: UInt64

    /// Where the last record that the log holds ends; nil without any log.
    ///
    /// Its sequence is less than `nextSequence` where the log ends before what was asked for: a snapshot that was
    /// durable says then that records are gone.
    package let end: End?

    /// How many records were handed out.
    package let records: UInt64

    /// The torn end, if there was one; not an error.
    package let dropped: Dropped?
}
