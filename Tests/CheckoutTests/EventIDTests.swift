import Testing

@testable import Checkout

@Suite struct EventIDTests {
    private static let session = SessionID(partition: 3843, stripe: 1023, random: .max)

    @Test func `an event carries its session's digits`() throws {
        let id = EventID(of: Self.session)
        #expect(id.text == "evt_" + Self.session.text.dropFirst(3))
        #expect(id.text.utf8.count == EventID.characters)
        #expect(try #require(EventID(parsing: id.text.utf8)).session == Self.session)
    }

    @Test func `nothing else is an event`() {
        let text = EventID(of: Self.session).text
        let others = [
            "", "evt_", String(text.dropLast()), text + "0", Self.session.text, "evt-" + text.dropFirst(4),
            text.dropLast() + "_", "EVT_" + text.dropFirst(4),
        ]
        for other in others { #expect(EventID(parsing: other.utf8) == nil, "\(other)") }
    }
}
