/// A grant that was given.
package struct Grant: Hashable, Sendable {
    /// The token to use it with.
    package let token: AccessToken

    /// How to cancel it, which kills the token as well.
    package let continuation: Continuation
}
