/// What one request asks for.
package enum Operation: String, CaseIterable, Codable, Sendable {
    /// A create under a fresh `Idempotency-Key`.
    case create

    /// A create sent a second time, under the key of the first.
    case replay

    /// A read of one session by its id.
    case read

    /// The newest ten sessions.
    case list

    /// An expire of an open session.
    case expire

    /// The one status that is right.
    var expectedStatus: Int {
        switch self {
        case .create, .replay: 201
        case .read, .list, .expire: 200
        }
    }

    /// The place among all cases.
    var place: Int {
        switch self {
        case .create: 0
        case .replay: 1
        case .read: 2
        case .list: 3
        case .expire: 4
        }
    }
}
