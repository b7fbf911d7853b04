import Checkout

/// The bounds of what the dashboard takes from a browser, and of what it keeps.
enum Limits {
    /// Length of a form's body, in bytes: the longest hold a private key.
    static let formBytes = 16 << 10

    /// Length of the body of the form that takes a logo, in bytes: the file, and what browsers write around it.
    static let logoFormBytes = Checkout.Limits.logoBytes + (4 << 10)

    /// Length of a query, in bytes.
    static let queryBytes = 4 << 10

    /// Length of what is searched for, in characters: wallets are the longest.
    static let searchCharacters = 2048

    /// Sessions or events on one page.
    static let pageLength = 25

    /// How long a sign-in lasts, in seconds.
    static let signInSeconds: Int64 = 8 * 3600

    /// Sign-ins of one merchant at a time; the oldest makes room for another.
    static let signInsOfMerchant = 100

    /// Sign-ins at a time in all; the oldest makes room for another.
    static let signIns = 10_000

    /// How many keys may be tried in vain from one address in ``wrongKeySeconds``.
    static let wrongKeys = 5

    /// How long a wrong key counts, in seconds.
    static let wrongKeySeconds: Int64 = 60

    /// How long one request that waits for others may take.
    static let answerTime = Duration.seconds(25)

    /// How much is kept of what a browser calls itself, in characters.
    static let browserCharacters = 200
}
