package import Checkout

/// What a search has found so far, newest first.
package struct SearchPage: Sendable {
    /// The sessions as they were when they were found.
    package let sessions: [StoredSession]

    /// Where the search goes on; nil at the end of the list.
    package let next: UInt64?

    /// Sessions made later than this have been looked at; nil at the end of the list.
    package let searchedBackTo: Timestamp?
}
