/// How a grant is continued and, as long as it lives, cancelled.
package struct Continuation: Hashable, Sendable {
    /// The URL, as the server spells it.
    package let uri: String

    /// The token for it, which is no access token.
    package let token: SecretText

    /// A continuation that was stored.
    package init(uri: String, token: SecretText) {
        self.uri = uri
        self.token = token
    }
}
