/// What a reply is worth.
enum Verdict: Equatable {
    case right

    /// Another status than the only one that is right.
    case unexpectedStatus(Int)

    /// The right status with a body or field that contradicts the question.
    case wrongContent
}
