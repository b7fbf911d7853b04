package import Disks

/// Why a log could not be read, opened or written: what, in which file, and where in it.
package struct LogError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The reasons callers tell apart.
    package enum Code: Sendable, Equatable {
        /// A file operation failed; `cause` says which. In a log that is open for writing this is final.
        case disk
        /// Something durable is not there any more, which no crash explains: a broken record or header.
        case damage
        /// Records between two segments, or before the first, are not there.
        case missingSegment
        /// The file was written under another encryption key.
        case wrongFingerprint
        /// The file is a log of a format that this program does not know.
        case unknownVersion
        /// The file has the name of a segment and is none.
        case notASegment
        /// A log cannot be opened at this sequence: there are records at or behind it.
        case sequenceTaken
    }

    /// The reason.
    package let code: Code

    /// The reason in words, without file and place.
    package let message: String

    /// The file it is about, if it is about one.
    package let file: String?

    /// Where in the file, in bytes from its start.
    package let offset: Int64?

    /// The first sequence that is not there, or that could not be written.
    package let sequence: UInt64?

    /// The file operation that failed.
    package let cause: DiskError?

    init(_ code: Code, _ message: String, file: String? = nil, offset: Int64? = nil, sequence: UInt64? = nil) {
        self.code = code
        self.message = message
        self.file = file
        self.offset = offset
        self.sequence = sequence
        cause = nil
    }

    /// A file operation that failed.
    init(_ cause: DiskError, sequence: UInt64? = nil) {
        code = .disk
        message = cause.message
        file = cause.file
        offset = nil
        self.sequence = sequence
        self.cause = cause
    }

    /// One line for a log or a terminal.
    package var description: String {
        var text = cause?.description ?? "\(file ?? "log"): \(message)"
        if let offset { text += " at offset \(offset)" }
        if let sequence { text += ", sequence \(sequence)" }
        return text
    }
}
