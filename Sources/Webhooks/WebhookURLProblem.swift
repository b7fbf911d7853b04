package import Checkout
package import OutboundHTTP

/// Why events cannot be sent to a URL.
package enum WebhookURLProblem: Error, Hashable, Sendable {
    /// It is none that a merchant may give.
    case malformed(URLProblem)
    /// Nothing that is sent by this server's rules gets there.
    case unreachable(OutboundProblem)
}
