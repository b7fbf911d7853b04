/// How much of everything the sandbox takes; nobody is meant to reach any of it.
enum Limits {
    /// Bytes of a request's body.
    static let bodyBytes = 256 << 10

    /// Items in the access array of a grant request.
    static let accessItems = 3

    /// Members of an incoming or outgoing payment's metadata, all of it, in bytes.
    static let metadataBytes = 8 << 10

    /// Keys that a wallet publishes.
    static let keys = 256

    /// Payments on a page of a list.
    static let pageItems = 1...100

    /// Open one-time tokens of a consent page: so many tabs may show it at once.
    static let pageTokens = 8

    /// Permissions that a wallet's page shows, the latest.
    static let shownPermissions = 20

    /// Lines of the event log; older ones go.
    static let loggedEvents = 10_000

    /// Fault rules at a time.
    static let faultRules = 100

    /// Grants, payments and quotes, each; one more is refused until the sandbox is reset.
    static let kept = 100_000

    /// How far ahead an incoming payment may expire, in milliseconds.
    static let incomingLifetime: Int64 = 30 * 86_400_000

    /// How far a signature's `created` may lie from now, in seconds.
    static let signatureAge: Int64 = 300

    /// How long a token of a wallet with brief ones lives, in milliseconds.
    static let briefTokenLifetime: Int64 = 20_000

    /// How long an access token, a quote and an open question to a person live, in milliseconds.
    static let tokenLifetime: Int64 = 600_000
    static let quoteLifetime: Int64 = 300_000
    static let interactionLifetime: Int64 = 600_000

    /// How long a token can still be rotated after it has expired, in milliseconds; then its grant gives none any more.
    static let expiredTokenLifetime: Int64 = 30 * 86_400_000

    /// How long one request may take, foreign key sets included.
    static let requestTime = Duration.seconds(30)
}
