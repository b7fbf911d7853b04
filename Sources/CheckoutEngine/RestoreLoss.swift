/// A part of what was asked for that could not be restored.
package struct RestoreLoss: Sendable, Equatable {
    /// The file that is damaged, or ends too early.
    package let file: String

    /// Where in it, in bytes.
    package let offset: Int64?

    /// The first record that was not restored.
    package let sequence: UInt64

    /// What is wrong, in words, with file and place.
    package let reason: String
}
