/// What the page is told in its own address after something that has changed nothing.
///
/// Anybody may write these: each only chooses a sentence.
enum PageHint: String, Sendable {
    /// The wallet seems to have been told no.
    case declined

    /// The wallet sent the customer back without a word that proves anything.
    case undecided

    /// The wallet does not let go of the attempt.
    case held

    /// Reads the query; nil for any other.
    init?(query: some Collection<UInt8>) {
        guard let hint = FormFields(query)?["wallet"].flatMap(PageHint.init(rawValue:)) else { return nil }
        self = hint
    }

    /// The query that says this.
    var query: String { "wallet=\(rawValue)" }

    /// What the page says.
    var phrase: Phrase {
        switch self {
        case .declined: .hintDeclined
        case .undecided: .hintUndecided
        case .held: .hintHeld
        }
    }
}
