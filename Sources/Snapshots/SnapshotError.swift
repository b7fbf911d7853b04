import Disks

/// Why a snapshot could not be written or read: what, in which file and where in it.
package struct SnapshotError: Error, CustomStringConvertible {
    /// The rule that was broken.
    package enum Code: Sendable, Equatable {
        /// The disk refused; `cause` is its `DiskError`.
        case disk

        /// The first bytes are not those of a snapshot.
        case notASnapshot

        /// The file ends before its footer.
        case truncated

        /// Something stands behind the footer or behind the compressed data.
        case trailingBytes

        /// The compressed data cannot be expanded, or its own checksum differs.
        case damagedCompression

        /// The checksum of the compressed bytes differs.
        case fileChecksum

        /// The footer's checksum of the uncompressed bytes differs.
        case contentChecksum

        /// The header line is missing or malformed, or a second one follows.
        case header

        /// The footer line is malformed.
        case footer

        /// The header names a format that this program does not know.
        case unknownFormat(Int64)

        /// The header's sequence is not the one in the file's name.
        case wrongSequence

        /// The footer counts other lines than there are.
        case lineCount

        /// A line is longer than any that is ever written.
        case lineTooLong

        /// The caller threw while it took a line; `cause` is what it threw.
        case lineRefused

        /// zlib has no memory.
        case outOfMemory
    }

    /// The rule that was broken.
    package let code: Code

    /// The plain name of the file.
    package let file: String

    /// Bytes of the file that were read or written when it was noticed: the damage stands at or before this place.
    package let offset: Int64

    /// The line, counted from 1, if lines were reached.
    package let line: Int?

    /// A sentence for the log and for operators.
    package let message: String

    /// What was thrown below, if anything was.
    package let cause: (any Error)?

    init(
        _ code: Code,
        file: String,
        offset: Int64 = 0,
        line: Int? = nil,
        _ message: String,
        cause: (any Error)? = nil
    ) {
        self.code = code
        self.file = file
        self.offset = offset
        self.line = line
        self.message = message
        self.cause = cause
    }

    init(_ error: DiskError, file: String, offset: Int64 = 0) {
        self.init(.disk, file: file, offset: offset, error.message, cause: error)
    }

    /// Whether the file itself is bad, rather than the disk, the memory or the caller.
    package var isDamage: Bool {
        switch code {
        case .disk, .outOfMemory, .lineRefused: false
        case .notASnapshot, .truncated, .trailingBytes, .damagedCompression, .fileChecksum, .contentChecksum, .header,
            .footer, .unknownFormat, .wrongSequence, .lineCount, .lineTooLong:
            true
        }
    }

    /// File, place and message in one line.
    package var description: String {
        let place = line.map { ", line \($0)" } ?? ""
        return "\(file) at byte \(offset)\(place): \(message)"
    }
}
