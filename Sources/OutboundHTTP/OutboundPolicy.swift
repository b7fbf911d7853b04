/// Where requests to other people's servers may go.
package struct OutboundPolicy: Hashable, Sendable {
    /// Whether this machine's loopback may be reached too, and by `http`.
    package let allowsLoopback: Bool

    /// Whether public servers are reached at port 443 only.
    package let requiresStandardPort: Bool

    /// A policy of its own making.
    package init(allowsLoopback: Bool, requiresStandardPort: Bool) {
        self.allowsLoopback = allowsLoopback
        self.requiresStandardPort = requiresStandardPort
    }

    /// Public addresses by `https`, at any port.
    package static let publicOnly = OutboundPolicy(allowsLoopback: false, requiresStandardPort: false)

    /// The same, and this machine's loopback by `https` or `http`, for test mode: no other private address.
    package static let allowingLocal = OutboundPolicy(allowsLoopback: true, requiresStandardPort: false)
}
