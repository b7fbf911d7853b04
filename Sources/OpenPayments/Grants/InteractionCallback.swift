import Bytes

/// What a browser brings back from a wallet, in the query of the URL that it comes to.
package enum InteractionCallback: Hashable, Sendable {
    /// Consent was given, if the hash is right: ``InteractionHash/matches(_:)``.
    case approved(hash: String, interactRef: String)

    /// Something else happened, or so the browser says: anybody can make this up, so it ends nothing.
    case notApproved(InteractionResult)

    /// Neither of them.
    case malformed

    /// Reads a query, the part behind the question mark; members that the protocol does not know do not matter.
    package init(query: String) {
        let members = query.split(separator: "&")
            .map { member in
                let parts = member.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return (name: Self.decoded(parts[0]), value: parts.count == 2 ? Self.decoded(parts[1]) : "")
            }
        func value(_ name: String) -> String? {
            let values = members.filter { $0.name == name }
            return values.count == 1 && !values[0].value.isEmpty ? values[0].value : nil
        }
        if let hash = value("hash"), let interactRef = value("interact_ref") {
            self =
                interactRef.utf8.count <= WalletLimits.textCharacters
                ? .approved(hash: hash, interactRef: interactRef) : .malformed
        } else if let result = value("result") {
            self = .notApproved(InteractionResult(rawValue: result) ?? .other)
        } else {
            self = .malformed
        }
    }

    /// A member's name or value, percent escapes undone and a plus made a space, as forms write them.
    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), let escaped = Hex.decode(digits)?.first {
                bytes.append(escaped)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension InteractionCallback: CustomStringConvertible, CustomReflectable {
    /// Says neither the hash nor the reference, which belong in no log.
    package var description: String {
        switch self {
        case .approved: "approved"
        case .notApproved(let result): "not approved: \(result)"
        case .malformed: "malformed"
        }
    }

    /// Has no children, so that `dump` shows none.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
