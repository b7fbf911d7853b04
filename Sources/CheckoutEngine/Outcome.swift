package import Checkout

/// What came of a request to the engine; handed over only once it is durable.
package enum Outcome: Sendable, Equatable {
    /// Done now: the reply, as a rule what was asked about as the merchant sees it.
    case done([UInt8])

    /// Done before under the same key: the first reply again.
    case replayed(status: Int, body: [UInt8])

    /// The key was used with another request.
    case keyReused

    /// The key is free, and the request could not be understood: nothing was done.
    case invalid

    /// No such session, event or subscription for this merchant.
    case notFound

    /// The session's status does not allow it; nothing was done.
    case refused(SessionRuleViolation)

    /// The subscription was canceled before; nothing was done.
    case subscriptionCanceled

    /// Nothing was done; later may be better.
    case unavailable(Unavailability)
}

/// Why the engine cannot take a command now.
package enum Unavailability: Error, Sendable {
    /// No room in the log, or the log is broken: durability cannot be promised.
    case storage

    /// Too much is waiting, or the next segment of the log is not ready yet.
    case overloaded

    /// The memory set aside for idempotency keys is full; keys in it are never forgotten early.
    case idempotencyFull

    /// The process has as much memory as it may: no session can be made.
    case memoryFull
}
