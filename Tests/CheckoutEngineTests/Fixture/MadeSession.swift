import Bytes
import Checkout
import Testing

@testable import CheckoutEngine

/// A session as a reply showed it.
struct MadeSession: Hashable, Sendable {
    let id: SessionID
    let body: [UInt8]

    init(_ body: [UInt8]) throws {
        self.body = body
        id = try #require(SessionID(parsing: body.dropFirst(7).prefix(SessionID.characters)))
    }
}

extension Outcome {
    /// The session that was shown; nil for a refusal of any kind.
    var body: [UInt8]? {
        switch self {
        case .done(let body), .replayed(_, let body): body
        case .keyReused, .invalid, .notFound, .refused, .subscriptionCanceled, .unavailable: nil
        }
    }

    var isReplay: Bool {
        if case .replayed = self { true } else { false }
    }

    var isDone: Bool {
        if case .done = self { true } else { false }
    }

    /// The status of the session that was shown.
    var status: String? { text("status") }

    /// A text in the session that was shown.
    func text(_ member: StaticString) -> String? {
        guard let body, let document = try? JSONDocument(parsing: body),
            let node = document.member(member, of: document.root), document.kind(of: node) == .string
        else {
            return nil
        }
        return document.string(node)
    }
}
