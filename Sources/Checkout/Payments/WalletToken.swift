/// An access token that a wallet has given us.
package struct WalletToken: Hashable, Sendable {
    /// The token, encrypted; what the bytes are is the business of whoever seals and opens them.
    package let sealedValue: [UInt8]

    /// Where it is rotated and revoked.
    package let manageURL: String

    /// When it stops being taken.
    package let expiresAt: Timestamp

    /// Whether another was asked for in its place, and what came of that is not known.
    package let isRotating: Bool

    /// A token of these parts.
    package init(sealedValue: [UInt8], manageURL: String, expiresAt: Timestamp, isRotating: Bool = false) {
        self.sealedValue = sealedValue
        self.manageURL = manageURL
        self.expiresAt = expiresAt
        self.isRotating = isRotating
    }
}
