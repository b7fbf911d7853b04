/// A token for calls to a resource server, and how it is rotated and revoked.
package struct AccessToken: Hashable, Sendable {
    /// The token.
    package let value: SecretText

    /// The URL to rotate and revoke it at, as the server spells it.
    package let manage: String

    /// How many seconds it lasts from when it was given; 600 where the server does not say.
    package let expiresInSeconds: Int64

    /// What it is for.
    package let access: [Access]

    /// A token that was stored.
    package init(value: SecretText, manage: String, expiresInSeconds: Int64, access: [Access]) {
        self.value = value
        self.manage = manage
        self.expiresInSeconds = expiresInSeconds
        self.access = access
    }

    /// Whether the token is for nothing but what was asked.
    func isWithin(_ asked: [Access]) -> Bool {
        access.allSatisfy { given in asked.contains { given.isWithin($0) } }
    }
}
