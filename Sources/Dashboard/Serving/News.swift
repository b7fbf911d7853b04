import Pages

/// What a page is told in its own address after something was done.
///
/// Anybody may write these: each only chooses a sentence.
enum News: String, CaseIterable, Sendable {
    case sessionExpired = "expired"
    case sessionCanceled = "canceled"
    case subscriptionCanceled = "ended"
    case keyRevoked = "revoked"
    case modeTurned = "mode"
    case settingsChanged = "saved"
    case logoRemoved = "no-logo"
    case walletSet = "wallet"
    case walletKeyMade = "wallet-key"
    case walletRemoved = "no-wallet"
    case eventResent = "resent"

    /// Reads the query; nil for any other.
    init?(_ query: FormFields?) {
        guard let news = query?["done"].flatMap(News.init(rawValue:)) else { return nil }
        self = news
    }

    /// The query that says this.
    var query: String { "done=\(rawValue)" }

    /// What the page says.
    var sentence: String {
        switch self {
        case .sessionExpired: "The session has expired. Nobody can pay it any more."
        case .sessionCanceled: "The session is canceled. Nobody can pay it any more."
        case .subscriptionCanceled: "The subscription is canceled. Nothing is charged any more."
        case .keyRevoked: "The key is revoked. It opens nothing any more."
        case .modeTurned: "You are looking at another mode now."
        case .settingsChanged: "Saved."
        case .logoRemoved: "The logo is removed. The pay page shows the first letter of your name again."
        case .walletSet: "The wallet was asked, and you are paid there from now on."
        case .walletKeyMade: "A key was made. Upload its public half at your wallet, and set the wallet then."
        case .walletRemoved: "Nobody can pay you in this mode any more, until you set a wallet again."
        case .eventResent: "The event is sent again."
        }
    }
}
