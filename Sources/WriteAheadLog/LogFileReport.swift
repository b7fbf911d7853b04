/// What reading one segment from end to end came to.
package struct LogFileReport: Sendable, Equatable {
    /// The segment's name.
    package let file: String

    /// How many intact records stand in it, up to the problem if there is one.
    package let records: UInt64

    /// What is wrong, with its place; nil if nothing is.
    package let problem: LogError?

    /// The end that a crash left unfinished, which is no problem.
    package let dropped: LogTail.Dropped?
}
