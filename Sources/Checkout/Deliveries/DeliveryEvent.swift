/// What has happened to the delivery of an event.
package enum DeliveryEvent: Hashable, Sendable {
    /// The session has become final, or there are news of its subscription, and the merchant is to be told.
    case raised
    /// An attempt was made; the next one is due then, or it was the last.
    case attempted(DeliveryAttempt, next: Timestamp?)
    /// Somebody wants it sent again, now and from the schedule's beginning.
    case resent
    /// It was due, and there was no destination.
    case canceled
}
