/// One try to hand an event to a merchant's server, and what came of it.
package struct DeliveryAttempt: Hashable, Sendable {
    /// When it began.
    package let startedAt: Timestamp

    /// How long it took, in milliseconds.
    package let durationMilliseconds: Int64

    /// The status of the answer; `nil` if there was none.
    package let status: UInt16?

    /// Why there was no answer, or why it was not taken whole, in words for people.
    package let problem: String?

    /// The beginning of the answer's body, at most ``Limits/deliveryResponseBytes``.
    package let response: String

    /// An attempt as it went.
    package init(
        startedAt: Timestamp,
        durationMilliseconds: Int64,
        status: UInt16?,
        problem: String?,
        response: String
    ) {
        self.startedAt = startedAt
        self.durationMilliseconds = durationMilliseconds
        self.status = status
        self.problem = problem
        self.response = response
    }

    /// Whether the merchant's server has taken the event.
    package var isSuccess: Bool { problem == nil && status.map { 200...299 ~= $0 } ?? false }

    /// Whether the merchant's server wants no events any more (RFC 9110 section 15.5.11).
    package var isGone: Bool { status == 410 }
}
