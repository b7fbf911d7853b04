/// How the hash of a call-back is written into its query.
package enum HashEncoding: String, Sendable, Hashable, CaseIterable {
    /// With padding, as reference wallets do.
    case base64
    /// Without padding, as RFC 9635 has it.
    case base64url
}
