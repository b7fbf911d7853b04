/// A private key on its way from a command to the server, as PEM; it shows itself nowhere.
struct PrivateKeyText: Codable, Sendable {
    let pem: String
}

extension PrivateKeyText: CustomStringConvertible, CustomReflectable {
    /// Says what it is and no more.
    var description: String { "PrivateKeyText" }

    /// Has no children, so that `dump` shows none.
    var customMirror: Mirror { Mirror(self, children: [:]) }
}
