/// A refusal as the merchant sees it: status, type, code and words.
///
/// Lower rooms throw what went wrong in their own terms; `APIError` is where that becomes HTTP and English.
package struct APIError: Error, Sendable {
    /// What kind of refusal; stands in `error.type`.
    enum Kind: String, Sendable {
        case invalidRequest = "invalid_request_error"
        case authentication = "authentication_error"
        case notFound = "not_found"
        case idempotency = "idempotency_error"
        case rateLimit = "rate_limit_error"
        case api = "api_error"
    }

    /// Which refusal exactly; stands in `error.code`.
    enum Code: String, Sendable {
        case parameterMissing = "parameter_missing"
        case parameterInvalid = "parameter_invalid"
        case parameterUnknown = "parameter_unknown"
        case bodyInvalid = "body_invalid"
        case sessionNotOpen = "session_not_open"
        case subscriptionCanceled = "subscription_canceled"
        case apiKeyInvalid = "api_key_invalid"
        case resourceMissing = "resource_missing"
        case pathUnknown = "path_unknown"
        case methodNotAllowed = "method_not_allowed"
        case requestTimeout = "request_timeout"
        case idempotencyKeyReused = "idempotency_key_reused"
        case bodyTooLarge = "body_too_large"
        case targetTooLong = "target_too_long"
        case unsupportedMediaType = "unsupported_media_type"
        case rateLimited = "rate_limited"
        case headersTooLarge = "headers_too_large"
        case internalError = "internal_error"
        case notImplemented = "not_implemented"
        case storageUnavailable = "storage_unavailable"
        case overloaded = "overloaded"
        case versionNotSupported = "version_not_supported"
    }

    /// One thing that is wrong: the code, the words and the field.
    struct Detail: Sendable {
        let code: Code
        let message: String
        let param: String?
    }

    let status: Int
    let kind: Kind

    /// What is reported first.
    let detail: Detail

    /// All that is wrong, the first included, where several fields were looked at; else empty.
    var all: [Detail] = []

    /// Seconds after which another try may be better.
    var retryAfter: Int?

    /// The methods that the path has.
    var allow: StaticString?

    init(status: Int, kind: Kind = .invalidRequest, code: Code, message: String, param: String? = nil) {
        self.status = status
        self.kind = kind
        detail = Detail(code: code, message: message, param: param)
    }
}

extension APIError {
    /// One reply for a missing, malformed, unknown and revoked key.
    static let keyInvalid = APIError(
        status: 401,
        kind: .authentication,
        code: .apiKeyInvalid,
        message: "No valid API key was given. Send it as 'Authorization: Bearer sk_test_…' or 'sk_live_…'."
    )

    /// No such path.
    static let pathUnknown = APIError(
        status: 404,
        kind: .notFound,
        code: .pathUnknown,
        message: "There is nothing at this path. Paths are compared literally; see /openapi.json for all of them."
    )

    /// No such thing for this merchant and mode.
    static func missing(_ subject: Subject) -> APIError {
        let message =
            switch subject {
            case .session(let id):
                "No such checkout session: '\(id)'. A test key sees test sessions only, a live key live ones only."
            case .event(let id):
                "No such event: '\(id)'. Events are kept for 30 days after their delivery has ended."
            case .subscription(let id):
                "No such subscription: '\(id)'. A test key sees test ones only, a live key live ones only."
            case .merchant:
                preconditionFailure("a key's merchant is in the directory")
            }
        return APIError(status: 404, kind: .notFound, code: .resourceMissing, message: message)
    }

    /// The subscription was canceled before.
    static func subscriptionCanceled(_ subject: Subject) -> APIError {
        APIError(
            status: 400,
            code: .subscriptionCanceled,
            message: "The subscription '\(subject.id)' is canceled already: only one that is active or past_due can "
                + "be canceled."
        )
    }

    /// A path that is there, but not for this method.
    static func methodNotAllowed(_ allow: StaticString) -> APIError {
        var error = APIError(
            status: 405,
            code: .methodNotAllowed,
            message: "This path takes \(allow)."
        )
        error.allow = allow
        return error
    }

    /// A body of another type than JSON.
    static let mediaTypeUnsupported = APIError(
        status: 415,
        code: .unsupportedMediaType,
        message: "A body must be JSON in UTF-8, sent with 'Content-Type: application/json'."
    )

    /// The key was used with another request.
    static let keyReused = APIError(
        status: 409,
        kind: .idempotency,
        code: .idempotencyKeyReused,
        message:
            "This Idempotency-Key was used with another request. Repeat the first request exactly, or use a new key."
    )

    /// More requests than the key's share.
    static func rateLimited(retryAfter: Int) -> APIError {
        var error = APIError(
            status: 429,
            kind: .rateLimit,
            code: .rateLimited,
            message: "Too many requests with this API key. Try again after the seconds in Retry-After."
        )
        error.retryAfter = retryAfter
        return error
    }

    /// A defect of ours; what it was stands in the log under the request id.
    static let unexpected = APIError(
        status: 500,
        kind: .api,
        code: .internalError,
        message: "Something went wrong here. The request id finds it in the server's log."
    )

    /// A bad field.
    static func invalid(_ code: Code, _ message: String, param: String? = nil) -> APIError {
        APIError(status: 400, code: code, message: message, param: param)
    }
}
