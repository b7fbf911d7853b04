package import Checkout
package import OutboundHTTP

/// What is wrong with a text that should name a wallet, one case a rule.
package enum WalletAddressProblem: Error, Hashable, Sendable {
    /// There is nothing, or nothing but a dollar sign.
    case empty
    /// It is no URL and none can be made of it.
    case malformed(URLProblem)
    /// It is `http`.
    case notEncrypted
    /// It names a user.
    case userInformation
    /// It names a port.
    case port
    /// It has a query.
    case query
    /// It has a fragment.
    case fragment
    /// It leads where no request may go.
    case destinationRefused(OutboundProblem)
}
