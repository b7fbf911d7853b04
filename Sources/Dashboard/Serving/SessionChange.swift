import Checkout

/// What a merchant can do to a session by hand.
enum SessionChange: String, CaseIterable, Sendable {
    case expire
    case cancel

    /// What is asked of the engine.
    var command: SessionCommand {
        switch self {
        case .expire: .expire
        case .cancel: .cancel
        }
    }

    /// What is told when it is done.
    var news: News {
        switch self {
        case .expire: .sessionExpired
        case .cancel: .sessionCanceled
        }
    }
}
