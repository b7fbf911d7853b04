/// A token: whoever has it can use it.
///
/// It shows itself nowhere.
package struct SecretText: Hashable, Sendable {
    /// The token itself, to be encrypted by whoever stores it.
    package let value: String

    /// A token that is fit for a header field: visible ASCII, 4096 characters at most.
    package init?(_ value: String) {
        guard 1...WalletLimits.tokenCharacters ~= value.utf8.count, value.utf8.allSatisfy({ 0x21..<0x7F ~= $0 }) else {
            return nil
        }
        self.value = value
    }
}

extension SecretText: CustomStringConvertible, CustomReflectable {
    /// Says what it is and no more.
    package var description: String { "SecretText" }

    /// Has no children, so that `dump` shows none.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
