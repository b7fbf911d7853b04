import Checkout

/// What merchants are told of a text.
extension TextProblem {
    /// What is allowed, without a full stop.
    var message: String {
        switch self {
        case .empty: "must not be empty"
        case .tooLong(let maximum): "must have at most \(maximum) characters"
        case .holdsNull: "must not contain the character U+0000"
        case .holdsControlCharacter: "must not contain control characters"
        }
    }
}
