/// The versions this server speaks (RFC 9112, section 2.3).
package enum HTTPVersion: Sendable, Hashable {
    /// Answered, and the connection closed.
    case http10
    case http11
}
