import Bytes

/// Names what merchants are told by webhook of a session, or of the subscription that it has made.
///
/// Text: `evt_` and the digits of the session's own identifier; behind them, for a subscription, four base-62 digits of
/// which of its events this is. A session becomes final once, so that its event needs no number of its own: a retry, a
/// resend and a restart all show the same one.
package struct EventID: Hashable, Sendable {
    /// Length of the text of a session's event, all ASCII.
    package static let characters = SessionID.characters + 1

    /// Base-62 digits of a subscription's event.
    private static let numberDigits = 4

    /// The highest number that has a text.
    static let mostNumber: UInt32 = 62 * 62 * 62 * 62 - 1

    /// The session that the event is about, or whose subscription.
    package let session: SessionID

    /// Which event of the session's subscription this is, from 1; 0 for the session's own.
    package let number: UInt32

    /// The event of a session.
    package init(of session: SessionID) {
        self.session = session
        number = 0
    }

    /// An event of the subscription that a session has made.
    package init(of session: SessionID, number: UInt32) {
        precondition(number <= Self.mostNumber, "an event's number has four digits")
        self.session = session
        self.number = number
    }

    /// Reads the text form; `nil` for anything else.
    package init?(parsing text: some Collection<UInt8>) {
        guard let parsed = IdentifierText.parse(text, as: { Self(buffer: $0) }) else { return nil }
        self = parsed
    }

    private init?(buffer text: UnsafeBufferPointer<UInt8>) {
        let isOfSession = text.count == Self.characters
        let characters = isOfSession ? text.count : Self.characters + Self.numberDigits
        guard let digits = IdentifierText.digits(of: text, prefix: "evt_", characters: characters),
            let session = SessionID(digits: UnsafeBufferPointer(rebasing: digits.prefix(SessionID.characters - 3)))
        else { return nil }
        self.session = session
        guard !isOfSession else {
            number = 0
            return
        }
        guard let number = Base62.parse(digits.suffix(Self.numberDigits), digits: Self.numberDigits), number > 0 else {
            return nil
        }
        self.number = UInt32(number)
    }

    /// The text form.
    package var text: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.characters + Self.numberDigits)
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the text form.
    package func append(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "evt_".utf8)
        session.appendDigits(to: &bytes)
        if number > 0 { Base62.append(UInt128(number), digits: Self.numberDigits, to: &bytes) }
    }
}
