/// How much the client takes from others, and how often it asks.
package enum WalletLimits {
    /// The bytes of an answer's body that are read; a longer one is refused.
    static let answerBytes = 256 << 10

    /// The same for a wallet address's document and its keys, which anybody may name to us.
    static let documentBytes = 64 << 10

    /// How deep an answer's JSON may be.
    static let depth = 16

    /// The characters of an access token or a continuation's token, which travel in a header field.
    static let tokenCharacters = 4096

    /// The characters of a text that is kept from an answer: identifiers, nonces and the like.
    static let textCharacters = 2048

    /// The characters of a key's identifier.
    package static let keyIDCharacters = 256

    /// The characters of a public name that are kept.
    static let nameCharacters = 200

    /// The characters of an asset's code.
    static let assetCodeCharacters = 16

    /// The bytes of an outgoing or incoming payment's metadata, as they are sent.
    package static let metadataBytes = 1024

    /// The entries of one page of a list, and the access rights of one token, at most.
    package static let entries = 100

    /// The requests that follow one that failed, where the protocol makes that harmless.
    static let retries = 3

    /// The longest wait before such a request; whoever is told to wait longer reports that instead.
    static let longestWait: Duration = .seconds(10)

    /// The longest wait that an answer can ask for.
    static let longestRetryAfter: Duration = .seconds(60)

    /// The scale of the finest asset that amounts are converted to and from.
    package static let assetScale: UInt8 = 18

    /// The seconds that an access token is taken to last when its answer does not say.
    package static let tokenSeconds: Int64 = 600
}
