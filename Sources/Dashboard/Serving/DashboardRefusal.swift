import CheckoutEngine

/// Why a request is not done.
enum DashboardRefusal: Error {
    /// No such path, or nothing that is this merchant's, in this mode.
    case unknown

    /// The path is there, for these methods.
    case methodNotAllowed(allow: String)

    /// Nobody is signed in who could ask for it.
    case signedOut

    /// A form, or a query, larger than any of ours.
    case tooLarge

    /// A form with a logo larger than any may be.
    case logoTooLarge

    /// What is no form of ours.
    case malformed

    /// A form of another site's.
    case foreignOrigin

    /// A form without the token of our page, or with one of another sign-in or mode.
    case wrongToken

    /// Something stands in the way that a person can read.
    case conflict(String)

    /// Nothing can be done now.
    case unavailable
}

extension DashboardRefusal {
    /// What the engine says.
    init(_ reason: Unavailability) {
        switch reason {
        case .storage, .overloaded, .idempotencyFull, .memoryFull: self = .unavailable
        }
    }
}
