/// Names a subscription.
///
/// Text: `sub_` and the digits of the identifier of the session that has made it. A session makes one at most, so that
/// it needs no number of its own, and lives where its session does.
package struct SubscriptionID: Hashable, Sendable {
    /// Length of the text, all ASCII.
    package static let characters = SessionID.characters + 1

    /// The session that has made it.
    package let session: SessionID

    /// The subscription of a session.
    package init(of session: SessionID) {
        self.session = session
    }

    /// Reads the text form; `nil` for anything else.
    package init?(parsing text: some Collection<UInt8>) {
        guard let parsed = IdentifierText.parse(text, as: { Self(buffer: $0) }) else { return nil }
        self = parsed
    }

    private init?(buffer text: UnsafeBufferPointer<UInt8>) {
        guard let digits = IdentifierText.digits(of: text, prefix: "sub_", characters: Self.characters),
            let session = SessionID(digits: digits)
        else { return nil }
        self.session = session
    }

    /// The text form.
    package var text: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.characters)
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the text form, ``characters`` bytes.
    package func append(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "sub_".utf8)
        session.appendDigits(to: &bytes)
    }
}
