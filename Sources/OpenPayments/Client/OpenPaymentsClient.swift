package import Cryptography
package import OutboundHTTP

/// A client of the Open Payments protocol: one method a call, as one identity.
///
/// All calls throw ``OpenPaymentsProblem``, which says whether what was asked may have been done. Only calls that look
/// at things, and those for quotes, are tried again by themselves; whoever makes a payment, continues a grant or
/// rotates a token decides on what to do after a failure. URLs are taken and given as the servers spell them, which is
/// how they must be stored and sent on; whether a server named one of its own is checked as it comes in.
package struct OpenPaymentsClient: Sendable {
    /// As whom it asks.
    package let identity: ClientIdentity

    let transport: any PaymentTransport
    let policy: OutboundPolicy
    let clock: any PaymentClock
    let random: RandomSource

    /// A client that sends by `transport` to where `policy` allows, ``OutboundPolicy/wallets`` or
    /// ``OutboundPolicy/walletsAllowingLocal``; the clock dates signatures and waits, and random numbers spread the
    /// waits.
    package init(
        identity: ClientIdentity,
        transport: any PaymentTransport,
        policy: OutboundPolicy,
        clock: any PaymentClock,
        random: RandomSource
    ) {
        self.identity = identity
        self.transport = transport
        self.policy = policy
        self.clock = clock
        self.random = random
    }
}
