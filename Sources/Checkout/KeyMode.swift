/// Whether a key, and all that is made with it, moves real money.
///
/// A test key sees test sessions only, a live key live ones only.
package enum KeyMode: UInt8, Hashable, Sendable, CaseIterable {
    /// For trying out: sandbox wallets, loopback redirects.
    case test
    /// Real money.
    case live

    /// The mode as it stands in JSON and on the command line.
    package var text: StaticString {
        switch self {
        case .test: "test"
        case .live: "live"
        }
    }

    /// Whether this is live mode; a session's `livemode`.
    package var isLive: Bool { self == .live }

    /// Reads `test` or `live`, exactly.
    package init?(parsing text: String) {
        guard let mode = Self.allCases.first(where: { $0.text.description == text }) else { return nil }
        self = mode
    }
}
