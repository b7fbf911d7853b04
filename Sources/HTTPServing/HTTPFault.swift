/// Why the server itself refuses, a case for each reply the application has to word.
package enum HTTPFault: Error, Sendable, Hashable {
    /// 400: the bytes are no HTTP/1.1 this server accepts.
    case badRequest(HTTPSyntaxError)

    /// 408: head or body did not come in time.
    case requestTimeout

    /// 413: the body is, or says it is, over `HTTPLimits.bodyBytes`.
    case bodyTooLarge

    /// 414: the target is over `HTTPLimits.targetBytes`.
    case targetTooLong

    /// 431: the head, or a chunked body's trailer section, is over `HTTPLimits.headBytes`.
    case headTooLarge

    /// 431: the head, or a chunked body's trailer section, has over `HTTPLimits.fields` field lines.
    case tooManyFields

    /// 501: a transfer coding other than `chunked`.
    case notImplemented

    /// 503: there are `HTTPLimits.connections` connections already.
    case tooManyConnections

    /// 503: `HTTPReply.complete(within:)` ran out of time; what it began may have happened.
    case deadlineExceeded

    /// 505: well-formed, but neither HTTP/1.0 nor HTTP/1.1.
    case versionNotSupported

    /// The status this fault is answered with.
    package var status: Int {
        switch self {
        case .badRequest: 400
        case .requestTimeout: 408
        case .bodyTooLarge: 413
        case .targetTooLong: 414
        case .headTooLarge, .tooManyFields: 431
        case .notImplemented: 501
        case .tooManyConnections, .deadlineExceeded: 503
        case .versionNotSupported: 505
        }
    }
}
