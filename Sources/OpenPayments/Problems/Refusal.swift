/// An answer whose status is no success.
///
/// What it means follows from the status first and from the error's code second; texts are never looked at.
package struct Refusal: Error, Hashable, Sendable {
    /// The status, such as 403.
    package let status: Int

    /// What it means.
    package let reason: RefusalReason

    /// How long the other side asks to wait, a minute at most; nil where it does not say.
    package let retryAfter: Duration?

    init(status: Int, code: String?, retryAfterSeconds: Int64? = nil) {
        self.status = status
        reason = RefusalReason(status: status, code: code)
        retryAfter = retryAfterSeconds.map { min(.seconds(max(0, $0)), WalletLimits.longestRetryAfter) }
    }

    /// Whether the other side may have done what it was asked, now or by an earlier request.
    ///
    /// A status of the client's errors says that it has not, but for those that speak of time (408, 425, 429) or of
    /// what is there already (409), which a proxy or a second try may bring about.
    package var mayHaveBeenDone: Bool {
        !(400..<500 ~= status) || [408, 409, 425, 429].contains(status)
    }

    /// Whether the same request may find success a little later.
    package var isTransient: Bool {
        switch reason {
        case .tooManyRequests, .serverFailure: true
        case .badRequest, .tooFast, .clientRejected, .continuationUnknown, .rotationRejected, .denied, .unauthorized,
            .forbidden, .notFound, .conflict, .other:
            false
        }
    }
}
