package import OutboundHTTP

/// Where wallets may be.
extension OutboundPolicy {
    /// Wallets on the internet: `https` at port 443 of public addresses.
    package static let wallets = OutboundPolicy(allowsLoopback: false, requiresStandardPort: true)

    /// The same, and wallets on this machine, at any port and by `http`: for test mode, where the operator says so.
    package static let walletsAllowingLocal = OutboundPolicy(allowsLoopback: true, requiresStandardPort: true)
}
