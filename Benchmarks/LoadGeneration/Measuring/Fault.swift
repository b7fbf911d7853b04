/// How a request can fail other than by a reply of another status.
///
/// The raw value is what a report calls it.
package enum Fault: String, CaseIterable, Codable, Sendable {
    /// The connection ended before the reply was whole.
    case connectionLost = "connection lost"

    /// The bytes that came are no reply.
    case malformedReply = "malformed reply"

    /// The right status with a body or field that contradicts the question.
    case wrongContent = "wrong content"

    /// No reply came in time, or there was no connection to ask on.
    case unanswered = "unanswered"
}
