/// The bounds of what the pay page takes from a browser.
enum Limits {
    /// Length of a form's body, in bytes: its fields are a wallet, an amount and a token.
    static let formBytes = 8 << 10

    /// Length of the query with which a wallet sends a browser back, in bytes.
    static let callbackQueryBytes = 4 << 10

    /// Length of what is typed as a wallet, in characters; more is no wallet address.
    static let walletCharacters = 2048

    /// Length of what is typed as an amount, in characters.
    static let amountCharacters = 40

    /// Items of an `Accept-Language` that are looked at.
    static let acceptedLanguages = 16

    /// Items of an order that are all shown at once; more are folded away, so that the form stays in sight.
    static let unfoldedItems = 6

    /// How long a browser shows the receipt before it goes on to the shop, in seconds.
    static let receiptSeconds = 5

    /// How often the page asks again by itself where no script does, in seconds.
    static let reloadSeconds: Int64 = 3

    /// How long one request may take: the desk's own bounds are lower.
    static let answerTime = Duration.seconds(25)

    /// From when on the page tells how much time is left, in seconds.
    static let expiryWarningSeconds: Int64 = 3600
}
