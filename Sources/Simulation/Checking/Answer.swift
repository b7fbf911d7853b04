import CheckoutEngine

/// What a request came to.
enum Answer: Sendable, CustomStringConvertible {
    case outcome(Outcome)
    case page(Result<Page<StoredSession>, Unavailability>)

    var description: String {
        switch self {
        case .outcome(.done(let body)): "done \(Self.digest(of: body))"
        case .outcome(.replayed(let status, let body)): "replayed \(status) \(Self.digest(of: body))"
        case .outcome(let outcome): "\(outcome)"
        case .page(.success(let page)):
            "page \(page.elements.map { Self.digest(of: $0.rendering()) }), next \(page.next.map { "\($0)" } ?? "none")"
        case .page(.failure(let reason)): "no page: \(reason)"
        }
    }

    /// Identifier and status of a body, which tell bodies of one session apart.
    private static func digest(of body: [UInt8]) -> String {
        let text = String(decoding: body.prefix(200), as: UTF8.self)
        let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
        let status = parts.firstIndex(of: "status").map { parts[$0 + 2] } ?? "?"
        return "\(parts.count > 3 ? parts[3] : "?") \(status)"
    }
}
