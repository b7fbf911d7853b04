/// Why a request's signature does not count, one case a reason.
enum SignatureProblem: Error, Sendable, Hashable {
    /// A field that a signature needs is missing.
    case missing(String)
    /// `Signature-Input` or `Signature` is not written as RFC 9421 and RFC 8941 have it.
    case malformed(String)
    /// A part of the request that has to be signed is not.
    case notCovered(String)
    /// A component that the request has not got, or that this verifier does not know.
    case unknownComponent(String)
    /// A parameter of the signature says that it is not for us, or not of Ed25519.
    case parameter(String)
    /// It was made too long ago, or in the future, or has expired.
    case time
    /// The body is not what `Content-Digest` says, or there is no digest that we know.
    case digest
    /// The client publishes no key of this name.
    case unknownKey(String)
    /// The signature is not of this key over this request.
    case wrong

    /// The reason in a few words, for whoever signed.
    var text: String {
        switch self {
        case .missing(let field): "no \(field)"
        case .malformed(let field): "\(field) is malformed"
        case .notCovered(let component): "\(component) is not covered"
        case .unknownComponent(let component): "\(component) is not in the request, or not supported"
        case .parameter(let name): "the parameter \(name) does not fit"
        case .time: "created or expires is too far from now"
        case .digest: "the body does not fit Content-Digest"
        case .unknownKey(let id): "the client publishes no key '\(id)'"
        case .wrong: "the signature is wrong"
        }
    }
}
