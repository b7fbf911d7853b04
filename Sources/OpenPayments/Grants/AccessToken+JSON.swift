import OutboundHTTP

/// A token as authorization servers spell it, managed at the server that gives it.
extension AccessToken {
    init(_ object: AnswerObject, at origin: String, policy: OutboundPolicy) throws(AnswerProblem) {
        value = try object.secret("value")
        manage = try object.url("manage", at: origin, policy: policy).given
        expiresInSeconds = max(0, try object.optionalInteger("expires_in") ?? WalletLimits.tokenSeconds)
        access = try object.objects("access").map { (right) throws(AnswerProblem) in try Access(right) }
    }
}
