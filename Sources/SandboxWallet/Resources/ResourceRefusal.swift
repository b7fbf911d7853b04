/// Why a resource server refuses, one case a reason.
enum ResourceRefusal: Error, Sendable, Hashable {
    /// The request is not what the protocol has, or breaks a rule of amounts and times.
    case malformed(String)
    /// There is no token, in the form that it has to have.
    case tokenMissing
    /// The token is unknown, expired or revoked.
    case tokenInactive
    /// The token does not cover this, or its limits would be left.
    case insufficientGrant(String)
    /// The signature does not count.
    case signature(SignatureProblem)
    /// No wallet has this address.
    case walletUnknown
    /// There is nothing of this name that this client may see.
    case notFound
    /// The payment is in a state where this cannot be done.
    case wrongState(String)
    /// There is no rate between the two currencies.
    case noRate
    /// There is no room for another.
    case full

    /// The status, which is the code too.
    var status: Int {
        switch self {
        case .malformed, .walletUnknown: 400
        case .tokenMissing, .signature: 401
        case .tokenInactive, .insufficientGrant: 403
        case .notFound: 404
        case .wrongState: 409
        case .noRate, .full: 500
        }
    }

    /// What happened, for a person.
    var text: String {
        switch self {
        case .malformed(let text): text
        case .tokenMissing: "Authorization: GNAP is missing"
        case .tokenInactive: "Inactive Token"
        case .insufficientGrant(let reason): "Insufficient Grant: \(reason)"
        case .signature(let problem): "Signature validation error: \(problem.text)"
        case .walletUnknown: "unknown wallet address"
        case .notFound: "not found"
        case .wrongState(let text): text
        case .noRate: "could not convert between the currencies"
        case .full: "there are too many of these"
        }
    }
}
