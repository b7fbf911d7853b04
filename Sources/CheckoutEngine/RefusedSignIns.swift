package import Checkout

/// How often somebody has tried to sign in with revoked keys of a merchant, since the service started.
package struct RefusedSignIns: Hashable, Sendable {
    /// How often.
    package internal(set) var count: Int

    /// The last time.
    package internal(set) var last: SignIn
}
