/// A place in a list, in the wallet's own words.
package struct PageCursor: Hashable, Sendable {
    let value: String
}
