import OutboundHTTP

/// A continuation as authorization servers spell it, at the server that gives it.
extension Continuation {
    init(_ object: AnswerObject, at origin: String, policy: OutboundPolicy) throws(AnswerProblem) {
        uri = try object.url("uri", at: origin, policy: policy).given
        token = try object.object("access_token").secret("value")
    }
}
