/// A file operation that failed: what, on which file, and why.
package struct DiskError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The reasons callers tell apart.
    package enum Code: Sendable, Equatable {
        /// The disk, or the owner's share of it, is full.
        case noSpace
        /// The device failed.
        case inputOutput
        /// No file has the name.
        case notFound
        /// A file has the name already.
        case exists
        /// The system does not allow it, or the file system is read-only.
        case permission
        /// Anything else, by the system's error number.
        case other(Int32)
    }

    /// The reason.
    package let code: Code

    /// The reason in the system's words.
    package let message: String

    /// What was tried.
    package let operation: DiskOperation

    /// The file's name in its directory; the path for the directory itself.
    package let file: String

    /// An error that is not the system's own, such as an injected one.
    package init(_ code: Code, _ message: String, operation: DiskOperation, file: String) {
        self.code = code
        self.message = message
        self.operation = operation
        self.file = file
    }

    /// One line for a log or a terminal.
    package var description: String { "\(operation.rawValue) \(file): \(message)" }
}
