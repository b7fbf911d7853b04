import HTTPServing

/// What becomes of a request.
enum Answer: Sendable {
    case response(HTTPResponse)
    /// The connection is dropped without a word.
    case dropped
}
