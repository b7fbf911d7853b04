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

        /// A torn end by its place.
        package init(file: String, offset: Int64, bytes: Int64) {
            self.file = file
            self.offset = offset
            self.bytes = bytes
        }
    }

    /// The sequence that the next record is to have, and a log is to be opened at.
    package let nextSequence: UInt64

    /// How many records were handed out.
    package let records: UInt64

    /// The torn end, if there was one; not an error.
    package let dropped: Dropped?

    /// An end by its parts.
    package init(nextSequence: UInt64, records: UInt64, dropped: Dropped?) {
        self.nextSequence = nextSequence
        self.records = records
        self.dropped = dropped
    }
}
