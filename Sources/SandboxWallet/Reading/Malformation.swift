/// Why a request's body, query or form is not what the protocol asks for.
struct Malformation: Error, Sendable, Hashable {
    /// The rule that was broken, in a few words.
    let text: String

    init(_ text: String) {
        self.text = text
    }
}
