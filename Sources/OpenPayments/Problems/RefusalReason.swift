/// What a status that is no success means, together with the code of the error, if there is one.
package enum RefusalReason: Hashable, Sendable {
    /// 400: the request breaks a rule, such as one on amounts, or the quote is used or expired.
    case badRequest
    /// 400 `too_fast`: a grant was continued before its time.
    case tooFast
    /// 400 or 401 `invalid_client`: our key, our signature or our wallet address is not accepted.
    case clientRejected
    /// 400, 401 or 404 `invalid_continuation`: there is no such grant to continue or to cancel, or it is no more.
    case continuationUnknown
    /// 400 or 404 `invalid_rotation`: there is no such token to rotate, or it is no more.
    case rotationRejected
    /// 401 or 403 `request_denied` or `user_denied`: the grant was not approved, or was finished before.
    case denied
    /// Another 401: the token is not accepted, or the signature.
    case unauthorized
    /// Another 403: the grant does not reach so far, or the token is inactive.
    case forbidden
    /// Another 404: there is no such thing.
    case notFound
    /// 409: the thing's state does not allow it.
    case conflict
    /// 429: too many requests.
    case tooManyRequests
    /// 500 to 599: the other side failed, whatever the code.
    case serverFailure
    /// Any other status, redirects among them.
    case other

    init(status: Int, code: String?) {
        self =
            switch (status, code) {
            case (400, "too_fast"): .tooFast
            case (400...401, "invalid_client"): .clientRejected
            case (400...401, "invalid_continuation"), (404, "invalid_continuation"): .continuationUnknown
            case (400, "invalid_rotation"), (404, "invalid_rotation"): .rotationRejected
            case (401, "request_denied"), (401, "user_denied"), (403, "request_denied"), (403, "user_denied"): .denied
            case (400, _): .badRequest
            case (401, _): .unauthorized
            case (403, _): .forbidden
            case (404, _): .notFound
            case (409, _): .conflict
            case (429, _): .tooManyRequests
            case (500...599, _): .serverFailure
            case (_, _): .other
            }
    }
}
