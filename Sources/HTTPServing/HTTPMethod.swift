/// A request's method (RFC 9110, section 9); methods are case-sensitive.
package enum HTTPMethod: Sendable, Hashable {
    case get
    case head
    case post
    case put
    case patch
    case delete
    case options
    /// Any other token: `TRACE`, `CONNECT`, extensions, misspellings.
    case other
}
