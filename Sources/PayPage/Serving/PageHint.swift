import Pages
import PaymentFlows

/// What the page is told in its own address after something that has changed nothing.
///
/// Anybody may write these: each only chooses a sentence, and what is offered first.
enum PageHint: String, Sendable {
    /// The wallet seems to have been told no.
    case declined

    /// The wallet sent the customer back without a word that proves anything.
    case undecided

    /// The wallet does not let go of the attempt.
    case held

    /// A form came from a page that showed what was no more.
    case movedOn = "moved_on"

    /// Reads the query; nil for any other.
    init?(query: some Collection<UInt8>) {
        guard let hint = FormFields(query)?["note"].flatMap(PageHint.init(rawValue:)) else { return nil }
        self = hint
    }

    /// The query that says this.
    var query: String { "note=\(rawValue)" }

    /// What the page says.
    var phrase: Phrase {
        switch self {
        case .declined: .hintDeclined
        case .undecided: .hintUndecided
        case .held: .hintHeld
        case .movedOn: .hintMovedOn
        }
    }

    /// Whether it speaks of what a page shows; what it does not fit is out of date.
    func fits(_ stage: PaymentStage) -> Bool {
        switch (self, stage) {
        case (.movedOn, _), (_, .awaitingApproval): true
        case (.declined, _), (.undecided, _), (.held, _): false
        }
    }
}
