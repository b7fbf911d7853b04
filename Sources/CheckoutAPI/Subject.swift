/// What a request is about, as the merchant has named it.
enum Subject: Sendable {
    case session(String)
    case event(String)
    case subscription(String)

    /// The merchant itself: its settings, and what it is about to make.
    case merchant

    /// The name.
    var id: String {
        switch self {
        case .session(let id), .event(let id), .subscription(let id): id
        case .merchant: preconditionFailure("nothing is refused for what a merchant is")
        }
    }
}
