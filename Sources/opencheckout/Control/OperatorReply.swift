/// What came of an operator's request: the same as a document and as lines for people, or why not.
struct OperatorReply: Codable, Sendable {
    /// One JSON document.
    let json: String

    /// What a person reads.
    let lines: [String]

    /// Why it was not done.
    let failure: String?

    init(json: String, lines: [String]) {
        self.json = json
        self.lines = lines
        failure = nil
    }

    init(failure: String) {
        json = ""
        lines = []
        self.failure = failure
    }
}
