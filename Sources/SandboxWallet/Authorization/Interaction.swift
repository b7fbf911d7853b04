/// A request for a person's consent.
struct Interaction: Sendable {
    /// The server's nonce, which stands in the page's URL and in the hash.
    let nonce: String

    /// How the browser comes back; nil for a client that polls.
    let finish: GrantRequest.Finish?

    /// When it is too late to decide; in milliseconds.
    let expiresAt: Int64

    /// What the client has to bring to continue; there once somebody agreed.
    var reference: String?

    /// One-time tokens of pages that were shown and not used.
    var pageTokens: [String] = []
}
