/// Why an authorization server refuses, one case a reason.
enum GrantRefusal: Error, Sendable, Hashable {
    /// The request is not what the protocol has.
    case malformed(String)
    /// Nothing is known of the client.
    case clientUnknown
    /// The client's wallet says no name, which a person would have to be shown.
    case clientNameless
    /// A client that is a key alone asks for what needs consent.
    case clientIsKey
    /// The signature does not count.
    case signature(SignatureProblem)
    /// An identifier is no wallet of this server.
    case identifierUnknown(String)
    /// A person has to be asked, and the client does not say how.
    case consentNeeded
    /// No grant of this name.
    case continuationUnknown
    /// Not the token of this grant, or none.
    case continuationToken
    /// The grant was given back.
    case grantCanceled
    /// The client comes before its time.
    case tooFast
    /// The person has not agreed.
    case notApproved
    /// A client that is called back may not poll.
    case notPolled
    /// The token was fetched already.
    case alreadyFetched
    /// Not what the browser brought back.
    case referenceUnknown
    /// No token of this name any more.
    case tokenUnknown
    /// Not the token that is managed there, or none.
    case tokenMismatch
    /// There is no room for another grant.
    case full

    /// The status.
    var status: Int {
        switch self {
        case .malformed, .clientUnknown, .clientNameless, .clientIsKey, .identifierUnknown, .consentNeeded, .tooFast:
            400
        case .signature, .continuationToken, .grantCanceled, .notApproved, .notPolled, .alreadyFetched, .tokenMismatch:
            401
        case .continuationUnknown, .referenceUnknown, .tokenUnknown: 404
        case .full: 500
        }
    }

    /// The code of the protocol.
    var code: String {
        switch self {
        case .malformed, .identifierUnknown, .consentNeeded: "invalid_request"
        case .clientUnknown, .clientNameless, .clientIsKey, .signature, .tokenMismatch: "invalid_client"
        case .continuationUnknown, .continuationToken, .grantCanceled, .referenceUnknown: "invalid_continuation"
        case .tooFast: "too_fast"
        case .notApproved, .notPolled, .alreadyFetched, .full: "request_denied"
        case .tokenUnknown: "invalid_rotation"
        }
    }

    /// What happened, for a person.
    var text: String {
        switch self {
        case .malformed(let text): text
        case .clientUnknown: "the client's wallet address or its keys cannot be read"
        case .clientNameless: "the client's wallet address has no publicName"
        case .clientIsKey: "a client given by its key cannot ask for consent"
        case .signature(let problem): "invalid signature: \(problem.text)"
        case .identifierUnknown(let identifier): "'\(identifier)' is no wallet of this authorization server"
        case .consentNeeded: "this access needs consent: 'interact' is missing"
        case .continuationUnknown: "no such grant"
        case .continuationToken: "not the continuation token of this grant"
        case .grantCanceled: "the grant was cancelled"
        case .tooFast: "polled before its time"
        case .notApproved: "the grant is not approved"
        case .notPolled: "a grant with a finish is continued with its interact_ref"
        case .alreadyFetched: "the grant was continued already"
        case .referenceUnknown: "not the interact_ref of this grant"
        case .tokenUnknown: "no such token"
        case .tokenMismatch: "not the token that is managed here"
        case .full: "there are too many grants"
        }
    }
}
