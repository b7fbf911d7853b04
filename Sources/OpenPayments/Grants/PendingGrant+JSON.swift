import OutboundHTTP

/// A pending grant as authorization servers spell it: the continuation is at the server itself; the page that the
/// customer's browser goes to may be elsewhere.
extension PendingGrant {
    init(_ object: AnswerObject, at origin: String, policy: OutboundPolicy) throws(AnswerProblem) {
        let interaction = try object.object("interact")
        let redirect = try interaction.url("redirect", policy: policy)
        self.redirect = redirect.given
        redirectOrigin = redirect.origin
        serverNonce = try interaction.string("finish")
        guard !serverNonce.isEmpty else { throw .memberMalformed("finish") }
        let continuation = try object.object("continue")
        self.continuation = try Continuation(continuation, at: origin, policy: policy)
        waitSeconds = max(0, try continuation.optionalInteger("wait") ?? 0)
    }
}
