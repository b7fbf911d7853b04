/// A key that was just made: for the one time that it is shown.
struct MadeKey: Sendable {
    let text: String
    let name: String
}
