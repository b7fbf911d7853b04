/// A time at which somebody has signed in to the dashboard with a key.
package struct SignIn: Hashable, Sendable {
    /// The key that was presented.
    package let key: KeyID

    /// When that was.
    package let at: Timestamp

    /// Where it came from, as text; ``Limits/signInAddressCharacters``.
    package let address: String

    /// What the browser calls itself; ``Limits/signInBrowserCharacters``.
    package let browser: String

    /// A sign-in; of texts that a stranger has sent is kept what fits and can be shown.
    package init(key: KeyID, at moment: Timestamp, address: String, browser: String) {
        self.key = key
        at = moment
        self.address = Self.cut(address, to: Limits.signInAddressCharacters)
        self.browser = Self.cut(browser, to: Limits.signInBrowserCharacters)
    }

    /// Whether another one so soon after this is not worth a record: the same key from the same place.
    func covers(_ other: SignIn) -> Bool {
        key == other.key && address == other.address && other.at - at < Limits.signInIntervalSeconds
    }

    private static func cut(_ text: String, to characters: Int) -> String {
        var kept = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars where scalar.properties.generalCategory != .control {
            guard count < characters else { break }
            kept.append(scalar)
            count += 1
        }
        return String(kept)
    }
}
