/// What a handler says to a request whose body is still to come, or is too large.
package enum HTTPAdmission: Sendable {
    /// Let the body come. A body that is too large gets its 413.
    case read

    /// Answer with this now and close: the body is not wanted. Wins over a 413.
    case refuse(HTTPResponse)
}
