/// What a head holds under one name.
package enum HTTPFieldLookup: Sendable, Hashable {
    case none

    /// The value, as a range of `HTTPRequest.head`.
    case one(Range<Int>)

    /// The name stands there more than once, which for most fields is an error.
    case many
}
